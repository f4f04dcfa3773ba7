// load gives the model in two parts: what the first view needs, and a promise of
// the details of all objects. Both stand in the page, or come from the server.
export async function load() {
  const model = document.getElementById('interlock-model') ? JSON.parse(await unpack('interlock-model')) : await answer('api/model');
  if (model.version !== 1) throw new Error(`the data has version ${model.version}, and this page reads version 1`);
  const details = async () => {
    if (!document.getElementById('interlock-details')) return model.objects;
    await painted();
    return JSON.parse(await unpack('interlock-details'));
  };
  return { model, details };
}

// painted waits until the browser has shown what there is to show.
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

async function answer(address) {
  const response = await fetch(address, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`the server answers ${response.status} to ${address}`);
  return response.json();
}

async function unpack(id) {
  const element = document.getElementById(id);
  const base64 = element.textContent;
  element.remove();
  if (typeof DecompressionStream === 'undefined') throw new Error('this browser is too old to unpack the data; use one of 2023 or newer');
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
