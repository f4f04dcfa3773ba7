import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import Failed from './parts/Failed.svelte';
import { Catalog } from './catalog.js';
import { load } from './load.js';

const target = document.getElementById('app');
load()
  .then(({ model, details }) => mount(App, { target, props: { catalog: new Catalog(model), details } }))
  .catch((error) => mount(Failed, { target, props: { message: String(error.message ?? error) } }))
  .finally(() => performance.mark('interlock-shown'));
