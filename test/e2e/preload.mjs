// Loaded into an application with `node --import`. What the application sends to api.openai.com, api.holysheep.ai or
// api.deepseek.com goes to the loopback server that E2E_HOSTS names, under the host's own name as a path prefix; any other host, and
// every host when E2E_HOSTS is not set, throws. The application itself is not changed.
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const loopback = process.env.E2E_HOSTS ? new URL(process.env.E2E_HOSTS) : undefined;
const impersonated = new Set(['api.openai.com', 'api.holysheep.ai', 'api.deepseek.com']);

function refuse(host) {
  // Said on stderr too: an SDK would take the exception for a lost connection, and try again.
  process.stderr.write(`e2e: refused ${host}\n`);
  throw new Error(`e2e: no traffic to ${host}`);
}

function moved(url) {
  if (url.host === loopback?.host) return url;
  if (loopback === undefined || url.protocol !== 'https:' || !impersonated.has(url.host)) refuse(url.host);
  return new URL(`/${url.host}${url.pathname}${url.search}`, loopback);
}

const { fetch: send } = globalThis;
globalThis.fetch = async (input, init) => {
  if (input instanceof Request) return send(new Request(moved(new URL(input.url)), input), init);
  return send(moved(new URL(input)), init);
};

/** `request(url?, options?, callback?)` in all its forms. */
function requested(protocol, [first, ...rest]) {
  const isUrl = typeof first === 'string' || first instanceof URL;
  const callback = rest.find((argument) => typeof argument === 'function');
  const written = isUrl ? rest.find((argument) => typeof argument === 'object' && argument !== null) : first;
  const options = { ...written };
  if (isUrl) return { url: new URL(first), options, callback };
  const scheme = options.protocol ?? protocol;
  const host = options.hostname ?? options.host ?? 'localhost';
  const port = options.port ? `:${options.port}` : '';
  return { url: new URL(`${scheme}//${host}${port}${options.path ?? '/'}`), options, callback };
}

const { request: open } = http;
function requestFrom(protocol) {
  return (...parameters) => {
    const { url, options, callback } = requested(protocol, parameters);
    const { hostname, port, pathname, search } = moved(url);
    const there = { protocol: 'http:', hostname, host: hostname, port, path: `${pathname}${search}` };
    // An agent of the application would speak TLS, or keep the process alive.
    return open({ ...options, ...there, agent: undefined, socketPath: undefined, servername: undefined }, callback);
  };
}
for (const [module, protocol] of [
  [http, 'http:'],
  [https, 'https:'],
]) {
  module.request = requestFrom(protocol);
  module.get = (...parameters) => module.request(...parameters).end();
}
syncBuiltinESMExports();

// Below all clients, whichever the application brings: a socket opens to the loopback server only.
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...parameters) {
  const first = Array.isArray(parameters[0]) ? parameters[0][0] : parameters[0];
  const { host, port, path } = typeof first === 'object' ? first : { port: first, host: parameters[1] };
  const isOurs = loopback !== undefined && host === loopback.hostname && Number(port) === Number(loopback.port);
  if (path === undefined && !isOurs) refuse(`${host}:${port}`);
  return connect.apply(this, parameters);
};
