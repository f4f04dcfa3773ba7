import { get, list, steps, str } from './value.js';

// Catalog asks the model. What takes work is done when it is first asked for.
export class Catalog {
  constructor(model) {
    this.model = model;
    this.regions = model.regions;
    // The regions below one stand directly behind it: up to, not including, end.
    this.end = this.regions.map((_, i) => i + 1);
    for (let i = this.regions.length - 1; i > 0; i--) {
      const parent = this.regions[i].parent;
      this.end[parent] = Math.max(this.end[parent], this.end[i]);
    }
    this.kindNumbers = new Map(model.kinds.map((k, i) => [k.name, i]));
    this.objects = model.objects;
    this.ofKind = model.kinds.map(() => []);
    this.byID = new Map();
    this.objects.forEach((o, i) => {
      o.number = i;
      this.ofKind[o.kind].push(o);
      this.byID.set(this.id(o), o);
    });
    this.values = new Map();
    this.trees = new Map();
  }

  // fill adds the details of objects, in the order of the objects.
  fill(details) {
    details.forEach((d, i) => this.objects[i] !== d && Object.assign(this.objects[i], d));
    this.filled = true;
  }

  once(name, make) {
    const key = '#' + name;
    if (!this.values.has(key)) this.values.set(key, make());
    return this.values.get(key);
  }

  kind(name) {
    return this.ofKind[this.kindNumbers.get(name)] ?? [];
  }
  kindOf(o) {
    return this.model.kinds[o.kind].name;
  }
  region(i) {
    return this.regions[i]?.name ?? '?';
  }
  regionTitle(i) {
    if (i === 0) return 'the whole organisation';
    return this.regions[i]?.title || this.region(i);
  }
  regionNumber(name) {
    return this.once('regionNumbers', () => new Map(this.regions.map((r, i) => [r.name, i]))).get(name) ?? -1;
  }
  path(i) {
    const way = [];
    for (let at = i; at >= 0; at = this.regions[at].parent) way.unshift(at);
    return way;
  }
  depth(i) {
    return this.path(i).length - 1;
  }
  isLeafRegion(i) {
    return this.end[i] === i + 1;
  }
  id(o) {
    return `${this.kindOf(o)}/${this.region(o.region)}/${o.name}`;
  }
  href(o, region, path) {
    const query = new URLSearchParams();
    if (region !== undefined && region >= 0 && region !== o.region) query.set('in', this.region(region));
    if (path) query.set('at', path);
    const q = query.toString();
    return '#/object/' + [this.kindOf(o), this.region(o.region), o.name].map(encodeURIComponent).join('/') + (q ? '?' + q : '');
  }
  title(o) {
    return o.title || o.name;
  }
  owner(o) {
    return o.owner ?? '';
  }
  // visible is the object that a name means in a region: its own, else that of the nearest above.
  visible(kind, name, region = 0) {
    for (const at of this.path(Math.max(0, region)).reverse()) {
      const found = this.byID.get(`${kind}/${this.region(at)}/${name}`);
      if (found) return found;
    }
    return this.kind(kind).find((o) => o.name === name);
  }
  reaches(o, region) {
    if (o.reach) return o.reach.includes(region);
    return o.region >= 0 && region >= o.region && region < this.end[o.region];
  }
  reach(o) {
    if (o.reach) return o.reach;
    if (o.region < 0) return [];
    return Array.from({ length: this.end[o.region] - o.region }, (_, i) => o.region + i);
  }
  // formAt is the form that holds in a region: 0 as written, 1 the first of its forms; -1 where it is not effective.
  formAt(o, region) {
    if (!o.forms) return this.reaches(o, region) ? 0 : -1;
    if (!o.formOf) {
      o.formOf = new Map(this.reach(o).map((r) => [r, 0]));
      o.forms.forEach((f, i) => f.regions.forEach((r) => o.formOf.set(r, i + 1)));
    }
    return o.formOf.get(region) ?? -1;
  }
  // value is a form as plain data.
  value(o, form = 0) {
    if (form === 0) return o.value;
    const key = o.number + ':' + form;
    if (!this.values.has(key)) {
      const f = o.forms[form - 1];
      this.values.set(key, patched(f.patch, this.value(o, f.above)));
    }
    return this.values.get(key);
  }
  effective(o, region) {
    const form = this.formAt(o, region);
    return form < 0 ? undefined : this.value(o, form);
  }
  // tree is a form whose leaves know where they stand and what they took the place of.
  tree(o, form = 0) {
    const key = o.number + ':' + form;
    if (!this.trees.has(key)) {
      if (form === 0) {
        const places = written(o.file, o.lines);
        this.trees.set(key, grow(o.value, places));
      } else {
        const f = o.forms[form - 1];
        this.trees.set(key, graft(f.patch, this.tree(o, f.above)));
      }
    }
    return this.trees.get(key);
  }
  // lookup finds the node at a path, undefined where there is none.
  lookup(o, form, path) {
    const keys = this.model.kinds[o.kind].keys ?? {};
    let node = this.tree(o, form);
    let pattern = '';
    for (const step of steps(path)) {
      if (!node) return undefined;
      if (node.list) {
        const key = keys[pattern];
        const named = key && node.list.find((m) => m.map?.get(key)?.value === step);
        node = named ?? node.list[/^\d+$/.test(step) ? Number(step) : -1];
        pattern += '[*]';
      } else {
        node = node.map?.get(step);
        pattern = pattern ? pattern + '.' + step : step;
      }
    }
    return node;
  }
  // writer is the object whose document holds a line.
  writer(file, line) {
    const byFile = this.once('byFile', () => {
      const all = new Map();
      for (const o of this.objects) (all.get(o.file) ?? all.set(o.file, []).get(o.file)).push(o);
      return all;
    });
    return (byFile.get(file) ?? []).find((o) => o.line <= line && line <= o.end);
  }
  // link is the address of a line in the repository's web view, where one is known.
  // What comes with the program is in no repository of its users.
  link(file, line) {
    const { links, files, revision } = this.model;
    if (!links || !/^https?:\/\//.test(links) || files[file].startsWith('interlock:')) return undefined;
    const path = files[file].split('/').map(encodeURIComponent).join('/');
    return links.replaceAll('{path}', path).replaceAll('{line}', line).replaceAll('{revision}', encodeURIComponent(revision || 'HEAD'));
  }
  place(file, line) {
    return `${this.model.files[file]}:${line}`;
  }

  // usedBy lists who names an object: [object, path, region of the form].
  usedBy(o) {
    const all = this.once('usedBy', () => {
      const found = this.objects.map(() => []);
      for (const from of this.objects) {
        for (const [to, path] of from.refs ?? []) found[to].push({ from, path: this.model.paths[path], region: from.region });
        for (const f of from.forms ?? []) for (const [to, path] of f.refs ?? []) found[to].push({ from, path: this.model.paths[path], region: f.region });
      }
      return found;
    });
    return all[o.number];
  }
  findingsOf(o) {
    const all = this.once('findingsOf', () => {
      const found = new Map();
      for (const f of this.model.findings) if (f.object >= 0) (found.get(f.object) ?? found.set(f.object, []).get(f.object)).push(f);
      return found;
    });
    return all.get(o.number) ?? [];
  }
  open() {
    return this.once('open', () => this.model.findings.filter((f) => f.waiver < 0));
  }

  // matrix is, for each standard, what each region makes of it, line by line.
  matrix() {
    return this.once('matrix', () => {
      const { standards, findings } = this.model;
      const cell = () => ({ changes: [], inherited: 0, broken: [], waived: [] });
      const rows = standards.map((s, number) => ({
        number, standard: s, object: this.objects[s.object], objects: [],
        cells: s.cells.map((c) => ({ ...c, broken: (c.broken ?? []).map((n) => findings[n]), waived: (c.waived ?? []).map((n) => findings[n]), of: [] })),
        entries: s.entries.map(() => this.regions.map(cell)),
      }));
      for (const o of this.objects) {
        for (const s of o.standards ?? []) rows[s].objects.push(o);
        (o.forms ?? []).forEach((f, i) => {
          for (const change of f.changes) this.enter(rows, { object: o, form: i + 1, region: f.region, change });
        });
      }
      for (const row of rows) for (const cells of row.entries) cells.forEach((c, r) => (c.state = this.state(c, row, r)));
      return rows;
    });
  }
  enter(rows, about) {
    const { object: o, region, change } = about;
    const told = new Set();
    for (const [s, e] of change.governed ?? []) {
      if (!told.has(s)) rows[s].cells[region].of.push(about);
      told.add(s);
      const cells = rows[s].entries[e];
      if (!cells) continue;
      cells[region].changes.push(about);
      for (let r = region + 1; r < this.end[region]; r++) if (this.reaches(o, r)) cells[r].inherited++;
      for (const n of change.findings ?? []) {
        const finding = this.model.findings[n];
        if (finding.standards?.includes(s)) cells[region][finding.waiver < 0 ? 'broken' : 'waived'].push(finding);
      }
    }
  }
  // state is that of a line of a standard; the model tells it of the whole.
  state(c, row, region) {
    if (c.broken.length) return 'broken';
    if (c.waived.length) return 'waived';
    if (c.changes.length) return 'localized';
    if (region === row.object.region) return 'home';
    if (c.inherited) return 'inherited';
    return row.cells[region].objects ? 'kept' : 'none';
  }
  // words of an object, to be searched.
  haystack(o) {
    return this.once('hay' + o.number, () => `${this.kindOf(o)} ${o.name} ${this.title(o)} ${this.region(o.region)} ${this.owner(o)}`.toLowerCase());
  }
  search(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return this.objects;
    const found = this.objects.filter((o) => {
      const hay = this.haystack(o);
      return words.every((w) => hay.includes(w));
    });
    const rank = (o) => (o.name === words[0] ? 0 : o.name.startsWith(words[0]) ? 1 : this.title(o).toLowerCase().startsWith(words[0]) ? 2 : 3);
    return found.map((o) => [rank(o), o]).sort((a, b) => a[0] - b[0] || a[1].number - b[1].number).map(([, o]) => o);
  }
}

// patched applies the difference of a form to the value above it.
export function patched(patch, above) {
  if (patch === null || patch === undefined) return above;
  if (Object.hasOwn(patch, 'v')) return patch.v;
  if (patch.l) return patch.l.map((m) => (typeof m === 'number' ? above[m] : Array.isArray(m) ? patched(m[1], above[m[0]]) : patched(m)));
  return Object.fromEntries((patch.k ?? Object.keys(above)).map((key) => [key, Object.hasOwn(patch.m, key) ? patched(patch.m[key], get(above, key)) : above[key]]));
}

function* written(file, lines) {
  let line = 0;
  for (const step of lines) yield { file, line: (line += step) };
}

function* placed(runs) {
  for (const [file, first, ...more] of runs) yield* written(file, [first, ...more]);
}

function grow(value, places) {
  if (Array.isArray(value) && value.length) {
    const members = value.map((v) => grow(v, places));
    return { value, list: members, at: members[0].at };
  }
  if (value !== null && typeof value === 'object' && Object.keys(value).length) {
    const map = new Map(Object.entries(value).map(([k, v]) => [k, grow(v, places)]));
    return { value, map, at: map.values().next().value.at };
  }
  return { value, at: places.next().value };
}

function graft(patch, above) {
  if (patch === null || patch === undefined) return above;
  if (Object.hasOwn(patch, 'v')) return { ...grow(patch.v, placed(patch.at)), over: above };
  if (patch.l) {
    const members = patch.l.map((m) => (typeof m === 'number' ? above.list[m] : Array.isArray(m) ? graft(m[1], above.list[m[0]]) : graft(m)));
    return { value: members.map((m) => m.value), list: members, at: members[0].at };
  }
  const map = new Map((patch.k ?? [...above.map.keys()]).map((key) => [key, Object.hasOwn(patch.m, key) ? graft(patch.m[key], above.map.get(key)) : above.map.get(key)]));
  return { value: Object.fromEntries([...map].map(([k, n]) => [k, n.value])), map, at: map.values().next().value.at };
}

export { get, list, str };
