// Opens the page in a real browser, as people meet it: every view, on a phone
// and on a desk, in light and in dark. Called as: node run.js PROGRAM
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const program = resolve(process.argv[2] ?? join(root, 'bin/interlock'));
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = [
  [existsSync(program), `there is no program ${program}: make build`],
  [existsSync(join(root, 'internal/page/app/node_modules/playwright-core')), 'the packages are missing: npm ci in internal/page/app'],
  [existsSync(chromium), `there is no browser ${chromium}: apt-get install chromium, or name another in CHROMIUM`],
].filter(([there]) => !there);
if (missing.length) {
  for (const [, text] of missing) console.error('test-page: ' + text);
  process.exit(1);
}
const { launch, sizes } = await import('./browser.js');
const { AxeBuilder } = await import('@axe-core/playwright');

// A machine that is busy with something else is no fault of the page: how long
// a view takes is printed, and judged where SWIFT=1 asks for it.
const swift = (took, most, what) => {
  if (took < most) return;
  const said = `${what} takes ${Math.round(took)} ms, at most ${most} are wanted`;
  if (process.env.SWIFT === '1') check(false, said);
  else console.log(`  slow: ${said}`);
};
const limits = { bytes: 5_000_000, milliseconds: 1000 };
const work = mkdtempSync(join(tmpdir(), 'interlock-page-'));
const shots = process.env.SHOTS;
let failures = 0;
let checks = 0;
const check = (ok, text) => {
  checks++;
  if (ok) return;
  failures++;
  console.error('  ✕ ' + text);
};
const interlock = (...args) => execFileSync(program, args, { cwd: work, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
const report = (repository, name) => {
  const file = join(work, name + '.html');
  interlock('-C', repository, '--as-of', '2026-11-26', 'report', '-o', file);
  return file;
};

// routes are the views, and a page of each kind of object of a repository.
function routes(repository) {
  const model = JSON.parse(interlock('-C', repository, '--as-of', '2026-11-26', 'report', '--format', 'json'));
  const region = (i) => model.regions[i].name;
  const address = (o) => [region(o.region), o.name].map(encodeURIComponent).join('/');
  const all = ['', 'standards', 'responsibilities', 'platforms', 'workflows', 'objectives', 'capacity', 'calendars', 'waivers', 'coverage', 'findings', 'findings?severity=waived', 'objects', 'objects?q=launch', 'objects?q=%3Cb%3E'];
  const kind = (name) => model.objects.filter((o) => model.kinds[o.kind].name === name);
  const most = (objects) => objects.reduce((a, b) => ((b.forms?.length ?? 0) > (a.forms?.length ?? 0) ? b : a));
  for (const k of model.kinds) {
    const objects = kind(k.name);
    if (!objects.length) continue;
    const o = most(objects);
    const where = o.forms ? '?in=' + region(o.forms.at(-1).region) : '';
    all.push(`object/${k.name}/${address(o)}${where}`);
    if (k.name === 'Workflow') all.push(`workflows/${address(o)}`, `workflows/${address(o)}${where}`);
  }
  for (const s of model.standards.slice(0, 3)) all.push('standard/' + address(model.objects[s.object]));
  const flow = kind('Platform')[0];
  if (flow) all.push(`platforms?in=${region(flow.region)}`);
  return [...all, 'object/Workflow/global/no-such-thing', 'standard/global/no-such-thing', 'no-such-view', 'object/%E0%A4%A'];
}

async function visitor(browser, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && problems.push(`console: ${m.text()}`));
  page.on('pageerror', (e) => problems.push(`script: ${e.message}`));
  page.on('dialog', (d) => (problems.push('a dialog opened: ' + d.message()), d.dismiss()));
  page.on('request', (r) => /^(file|data|blob):/.test(r.url()) || problems.push('asked the network for ' + r.url()));
  return { page, problems, close: () => context.close() };
}

const go = async (page, route) => {
  await page.evaluate((hash) => (location.hash = hash), '#/' + route);
  await page.waitForFunction((hash) => location.hash === hash && document.querySelector('main h1'), '#/' + route);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
};

async function views(browser, file, all, size, colorScheme) {
  const { page, problems, close } = await visitor(browser, { viewport: sizes[size], colorScheme });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('main h1');
  for (const route of all) {
    const at = `${size} ${colorScheme} #/${route}`;
    await go(page, route);
    const seen = await page.evaluate(() => ({
      over: document.documentElement.scrollWidth - innerWidth,
      title: document.title, words: document.querySelector('main').innerText.length,
      headings: document.querySelectorAll('h1').length,
    }));
    check(seen.over <= 0, `${at}: ${seen.over} pixels wider than the screen`);
    check(seen.headings === 1 && seen.words > 40 && seen.title.includes('interlock'), `${at}: shows ${seen.headings} headings, ${seen.words} letters, title ${seen.title}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    check(violations.length === 0, `${at}: axe: ` + violations.map((v) => `${v.id} (${v.help}): ${v.nodes.slice(0, 2).map((n) => n.target.join(' ') + ' ' + n.failureSummary?.replace(/\s+/g, ' ')).join('; ')}`).join(' | '));
    check(problems.length === 0, `${at}: ${problems.splice(0).join('; ')}`);
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `${(route.replace(/\W+/g, '-') || 'overview').slice(0, 60)}-${size}-${colorScheme}.png`), fullPage: process.env.FULL === '1' });
    }
  }
  await close();
}

async function keyboard(browser, file) {
  const { page, problems, close } = await visitor(browser, { viewport: sizes.desktop });
  const focus = () => page.evaluate(() => [document.activeElement.tagName, document.activeElement.textContent.trim(), document.activeElement.id].join(' '));
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('main h1');
  await page.keyboard.press('Tab');
  check((await focus()).includes('Skip to the content'), `the first stop is ${await focus()}`);
  await page.keyboard.press('Enter');
  check((await focus()).startsWith('H1'), `skipping leads to ${await focus()}`);
  await page.keyboard.press('/');
  check((await focus()).endsWith('search'), `/ leads to ${await focus()}`);
  await page.keyboard.type('campaign');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#/objects?q=campaign'));
  await page.waitForTimeout(50);
  check((await focus()).startsWith('H1'), `after a search the focus is on ${await focus()}`);
  check((await page.locator('main tbody tr').count()) > 0, 'the search finds nothing');
  // On to the first link of the list, and through it.
  let link = '';
  for (let i = 0; i < 12 && !link.startsWith('A '); i++) {
    await page.keyboard.press('Tab');
    link = await focus();
  }
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#/object/'));
  check((await page.locator('main table').count()) > 0, 'the object shows no values');
  // What scrolls can be reached.
  const reachable = await page.evaluate(() => [...document.querySelectorAll('.scroll')].every((e) => e.tabIndex === 0 && e.getAttribute('aria-label')));
  check(reachable, 'something that scrolls cannot be reached with the keyboard');
  // Colours are switched, and stay.
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.getByRole('button', { name: /Colours/ }).press('Enter');
  check((await background()) !== before, 'the switch of colours does nothing');
  await page.goBack();
  await page.waitForFunction(() => location.hash.startsWith('#/objects?q=campaign'));
  check(problems.length === 0, problems.join('; '));
  await close();

  const phone = await visitor(browser, { viewport: sizes.phone, hasTouch: true });
  await phone.page.goto(pathToFileURL(file).href);
  const menu = phone.page.getByRole('button', { name: 'Menu' });
  check((await menu.getAttribute('aria-expanded')) === 'false' && !(await phone.page.getByRole('navigation').isVisible()), 'the menu is open at first');
  await menu.press('Enter');
  await phone.page.getByRole('link', { name: 'Waivers' }).first().press('Enter');
  await phone.page.waitForFunction(() => location.hash === '#/waivers');
  check(!(await phone.page.getByRole('navigation').isVisible()), 'the menu stays open after a choice');
  await phone.close();
}

async function print(browser, file) {
  const { page, problems, close } = await visitor(browser, { viewport: sizes.desktop, colorScheme: 'dark' });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('main h1');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  check(!(await page.getByRole('navigation').isVisible()), 'the menu is printed');
  const [red] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
  check(red > 200, 'paper is printed dark');
  const pdf = await page.pdf({ format: 'A4' });
  check(pdf.length > 10_000, `the print has ${pdf.length} bytes`);
  check(problems.length === 0, problems.join('; '));
  await close();
}

// What people write stays text, whatever it is.
async function hostile(browser) {
  const repository = join(work, 'hostile');
  mkdirSync(repository);
  const text = '</script><img src=x onerror=alert(1)><b>\\u2028{{7*7}}${1}<!-- __proto__';
  writeFileSync(join(repository, 'a.yaml'), [
    `{apiVersion: interlock.dev/v1, kind: Organization, metadata: {name: o, owner: t}, spec: {title: "${text}", sponsor: {role: "${text}", email: a@example.com}}}`,
    `{apiVersion: interlock.dev/v1, kind: Team, metadata: {name: t, owner: t, annotations: {__proto__: "${text}", constructor: x, "1": one}}, spec: {title: "${text}", capacity: [{period: "${text}", days: 4}]}}`,
    `{apiVersion: interlock.dev/v1, kind: Objective, metadata: {name: a, owner: t}, spec: {title: A, level: functional, parent: b, metrics: {a: [b]}}}`,
    `{apiVersion: interlock.dev/v1, kind: Objective, metadata: {name: b, owner: t}, spec: {title: [], level: {}, parent: a}}`,
    `{apiVersion: interlock.dev/v1, kind: Workflow, metadata: {name: w, owner: t}, spec: {title: "${text}", type: campaign, status: draft, steps: [{name: a, type: build, dependsOn: [b]}, {name: b, type: build, dependsOn: [a, b, nobody]}, x, 3]}}`,
    `{apiVersion: interlock.dev/v1, kind: Workflow, metadata: {name: empty, owner: t}, spec: null}`,
    `{apiVersion: interlock.dev/v1, kind: Calendar, metadata: {name: c, owner: t}, spec: {title: C, timezone: 7, holidays: {a: b}, blackouts: [{name: x, from: never, to: 2027-13-40}]}}`,
    `{apiVersion: interlock.dev/v1, kind: Platform, metadata: {name: p, owner: t}, spec: {title: P, category: [a], integrations: [{name: i, to: p, entity: {}, direction: both}]}}`,
    `{apiVersion: interlock.dev/v1, kind: Waiver, metadata: {name: w}, spec: {rule: x/y, object: 7, expires: someday}}`,
    `{apiVersion: interlock.dev/v1, kind: Standard, metadata: {name: s}, spec: {for: {kind: Workflow}, fields: [{path: 7, stance: odd}, null]}}`,
    `{apiVersion: interlock.dev/v1, kind: Responsibility, metadata: {name: r}, spec: {title: R, component: x, activities: [null, 1, {held: shared}]}}`,
  ].join('\n---\n'));
  const file = report(repository, 'hostile-page');
  check(!readFileSync(file, 'utf8').includes('onerror=alert(1)>'), 'text stands in the page as it is');
  const { page, problems, close } = await visitor(browser, { viewport: sizes.desktop });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('main h1');
  for (const route of routes(repository)) {
    await go(page, route);
    check(problems.length === 0, `hostile text, #/${route}: ${problems.splice(0).join('; ')}`);
  }
  await go(page, 'object/Team/global/t');
  check((await page.locator('main').innerText()).includes('onerror=alert(1)'), 'the text is not shown');
  check((await page.locator('main').innerText()).includes('__proto__'), 'a field called __proto__ is not shown');
  await close();
}

// Places lead to the repository where its settings know the address; what comes
// with the program leads nowhere.
async function links(browser, meridian) {
  const repository = join(work, 'linked');
  cpSync(meridian, repository, { recursive: true });
  appendFileSync(join(repository, 'interlock.yaml'), '  links: "https://git.example.com/blob/{revision}/{path}#L{line}"\n');
  const { page, problems, close } = await visitor(browser, { viewport: sizes.desktop });
  await page.goto(pathToFileURL(report(repository, 'linked')).href);
  await page.waitForSelector('main h1');
  await go(page, 'object/Workflow/global/campaign-launch');
  const where = await page.locator('main a[href^="https://git.example.com/"]').first().getAttribute('href');
  check(/^https:\/\/git\.example\.com\/blob\/HEAD\/global\/workflows\/campaign-launch\.yaml#L\d+$/.test(where), 'a place leads to ' + where);
  await go(page, 'object/PrivacyRegime/global/gdpr');
  const adopted = await page.locator('main .mono').evaluateAll((all) => all.filter((e) => e.textContent.startsWith('interlock:')).map((e) => e.tagName));
  check(adopted.length > 0 && !adopted.includes('A'), 'what was adopted leads somewhere: ' + adopted.slice(0, 5));
  check((await page.locator('body').innerText()).includes('made by interlock ' + interlock('version').split(' ')[1]), 'the page does not say which version made it');
  check(problems.length === 0, problems.join('; '));
  await close();
}

// Mermaid itself reads what interlock graph writes for it.
async function mermaid(browser, meridian) {
  const { page, close } = await visitor(browser, { viewport: sizes.desktop });
  await page.addScriptTag({ path: join(root, 'internal/page/app/node_modules/mermaid/dist/mermaid.min.js') });
  await page.evaluate(() => window.mermaid.initialize({ startOnLoad: false }));
  const drawings = [[meridian, 'workflow', 'campaign-launch', '--region', 'de'], [meridian, 'integrations'], [meridian, 'regions'], [meridian, 'references', 'Platform/engagement-hub'], [join(work, 'hostile'), 'workflow', 'w'], [join(work, 'hostile'), 'references']];
  for (const [repository, ...what] of drawings) {
    if (!existsSync(repository)) continue;
    const text = interlock('-C', repository, 'graph', ...what);
    const fault = await page.evaluate((text) => window.mermaid.parse(text).then(() => '', (e) => String(e.message ?? e)), text);
    check(fault === '', `Mermaid does not read interlock graph ${what.join(' ')}: ${fault}`);
  }
  await close();
}

async function large(browser) {
  const repository = join(work, 'large');
  execFileSync('go', ['test', './internal/cli', '-run', '^TestWriteRepository$', '-count=1'], { cwd: root, env: { ...process.env, INTERLOCK_WRITE_REPOSITORY: repository } });
  const file = report(repository, 'large-page');
  const { size } = statSync(file);
  check(size < limits.bytes, `the page of 10,000 objects has ${size} bytes, at most ${limits.bytes} are wanted`);
  const times = [];
  for (let i = 0; i < 5; i++) {
    const { page, problems, close } = await visitor(browser, { viewport: sizes.desktop });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('main h1');
    times.push(await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(performance.getEntriesByName('interlock-shown')[0].startTime)))));
    check(problems.length === 0, problems.join('; '));
    if (i === 0) {
      for (const route of ['objects', 'workflows', 'platforms', 'standards', 'calendars', 'capacity', 'objects?q=season', 'coverage', 'findings', 'waivers', 'objectives']) {
        const start = Date.now();
        await go(page, route);
        const took = Date.now() - start;
        swift(took, 2000, `with 10,000 objects #/${route}`);
        check(problems.length === 0, `with 10,000 objects #/${route}: ${problems.splice(0).join('; ')}`);
      }
    }
    await close();
  }
  times.sort((a, b) => a - b);
  console.log(`  10,000 objects: ${size} bytes; first view after ${times.map((t) => Math.round(t)).join(', ')} ms`);
  swift(times[0], limits.milliseconds, 'the first view of 10,000 objects');
}

const only = process.env.ONLY?.split(',');
const step = async (name, run) => {
  if (only && !only.includes(name)) return;
  const start = Date.now();
  console.log(name);
  await run();
  console.log(`  ${Math.round((Date.now() - start) / 1000)} s`);
};

const browser = await launch();
try {
  const meridian = join(root, 'examples/meridian');
  const broken = join(root, 'examples/meridian-broken');
  const file = report(meridian, 'meridian');
  const all = routes(meridian);
  for (const size of ['desktop', 'phone']) for (const scheme of ['light', 'dark']) await step(`${size}-${scheme}`, () => views(browser, file, all, size, scheme));
  await step('broken', async () => {
    const brokenFile = report(broken, 'broken');
    const some = routes(broken);
    await views(browser, brokenFile, some, 'phone', 'dark');
    await views(browser, brokenFile, some, 'desktop', 'light');
  });
  await step('keyboard', () => keyboard(browser, file));
  await step('print', () => print(browser, file));
  await step('hostile', () => hostile(browser));
  await step('links', () => links(browser, meridian));
  await step('mermaid', () => mermaid(browser, meridian));
  await step('large', () => large(browser));
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${checks} checks, ${failures} failed`);
process.exit(failures ? 1 : 0);
