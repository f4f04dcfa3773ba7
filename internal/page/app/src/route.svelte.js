// The route is what stands behind # in the address: #/view/part/part?name=value.
const parse = (hash) => {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parts = path.split('/').map((p) => {
    try {
      return decodeURIComponent(p);
    } catch {
      return p;
    }
  });
  return { view: parts[0] || 'overview', parts: parts.slice(1), query: new URLSearchParams(query) };
};

export const route = $state({ at: parse(location.hash) });
addEventListener('hashchange', () => (route.at = parse(location.hash)));

// ask changes what stands behind ? without a new entry in the history.
export function ask(changes) {
  const query = new URLSearchParams(route.at.query);
  for (const [name, value] of Object.entries(changes)) value ? query.set(name, value) : query.delete(name);
  const q = query.toString();
  history.replaceState(null, '', location.hash.split('?', 1)[0] + (q ? '?' + q : ''));
  route.at = { ...route.at, query };
}
