// load gives the model: the one that stands in the page, else the one that the
// server answers with.
export async function load() {
  const inline = document.getElementById('interlock-model');
  const text = inline ? await unpack(inline.textContent) : await (await answer('api/model')).text();
  inline?.remove();
  const model = JSON.parse(text);
  if (model.version !== 1) throw new Error(`the data has version ${model.version}, and this page reads version 1`);
  return model;
}

async function answer(address) {
  const response = await fetch(address, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`the server answers ${response.status} to ${address}`);
  return response;
}

async function unpack(base64) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  if (typeof DecompressionStream === 'undefined') throw new Error('this browser is too old to unpack the data; use one of 2023 or newer');
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
