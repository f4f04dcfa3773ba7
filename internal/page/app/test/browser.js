import { chromium } from 'playwright-core';

// launch starts the browser that the machine has.
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
