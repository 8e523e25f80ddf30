// What programs asked for, and what a request to an endpoint for chat says.
const PATH = '/chat/completions';

const requests = [];

function note(url, { Authorization }, { model }) {
  const [scheme, key] = Authorization.split(' ');
  if (!url.endsWith(PATH) || scheme !== 'Bearer') throw new Error(`${url} was asked with ${scheme}`);
  requests.push({ base: url.slice(0, -PATH.length), key, model, kind: 'chat' });
}

module.exports = { note, requests };
