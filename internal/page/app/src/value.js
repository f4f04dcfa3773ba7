// Values of objects as people wrote them may be of any type: these ask without fail.
export const get = (value, ...keys) => {
  for (const key of keys) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
};
export const list = (value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
export const str = (value) => (typeof value === 'string' ? value : value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));
export const num = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

// brief is a value on one line.
export function brief(value, most = 120) {
  let text;
  if (value === undefined) return 'nothing';
  if (Array.isArray(value) && value.every((v) => v === null || typeof v !== 'object')) text = value.length ? value.map(str).join(', ') : 'an empty list';
  else if (Array.isArray(value)) text = value.map((v) => str(get(v, 'name') ?? get(v, 'title') ?? v)).join(', ');
  else if (value === '') text = '“”';
  else if (value !== null && typeof value === 'object') text = Object.entries(value).map(([k, v]) => `${k}: ${str(v)}`).join(', ');
  else text = str(value);
  return text.length > most ? text.slice(0, most - 1) + '…' : text;
}

// steps reads a path as interlock writes them: spec.steps[qa-review].gate, or
// metadata["a.b"] for what holds special characters.
export function steps(path) {
  const found = [];
  const step = /\.?([^.[\]"]+)|\[("(?:[^"\\]|\\.)*")\]|\[([^\]]*)\]/y;
  for (let match; step.lastIndex < path.length && (match = step.exec(path)); ) {
    if (match[2] !== undefined) {
      try {
        found.push(JSON.parse(match[2]));
      } catch {
        found.push(match[2].slice(1, -1));
      }
    } else found.push(match[1] ?? match[3]);
  }
  return found;
}

const units = { min: 1, h: 60, d: 480, w: 2400, mo: 9600 };
// minutes of work in a duration such as 2d or 1d4h, as the workflow is drawn; 0 when it is none.
export function minutes(text) {
  if (typeof text !== 'string') return 0;
  let total = 0;
  for (const [, n, unit] of text.matchAll(/(\d+(?:\.\d+)?)(mo|min|h|d|w)/g)) total += Number(n) * units[unit];
  return total;
}

export const day = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? Date.parse(text + 'T00:00:00Z') / 86400000 : NaN);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export function date(text) {
  if (Number.isNaN(day(text))) return str(text);
  const [y, m, d] = text.split('-');
  return `${Number(d)} ${months[Number(m) - 1]} ${y}`;
}
export const month = (days) => {
  const at = new Date(days * 86400000);
  return { name: months[at.getUTCMonth()], year: at.getUTCFullYear() };
};
export const plural = (n, one, many = one + 's') => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
