// Loaded by NODE_OPTIONS into what `verify -- COMMAND` starts, and into what that starts. What a program sends to
// OpenAI's hosts or the gateway's goes to the stand-in on this machine, which is the only one that it trusts under these
// names: should a way past this be found, the TLS handshake fails before a key is sent. All else stays as it is.
'use strict';

const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const tls = require('node:tls');

const {
  MIGRATE_TO_HOLYSHEEP_HOSTS: hosts = '',
  MIGRATE_TO_HOLYSHEEP_PORT: port = '',
  MIGRATE_TO_HOLYSHEEP_CERTIFICATE: certificate = '',
} = process.env;

/** A host itself, and those below it: `eu.api.openai.com`. */
const isLed = (name) =>
  typeof name === 'string' && hosts.split(',').some((host) => name === host || name.endsWith(`.${host}`));

/** `(options?, port?, host?, callback?)` in all its forms. */
function optionsOf(parameters) {
  const [first, second] = parameters;
  const named = parameters.find((one) => typeof one === 'object' && one !== null);
  const placed = typeof first === 'object' ? {} : { port: first, ...(typeof second === 'string' && { host: second }) };
  return { ...placed, ...named };
}

if (port !== '') {
  const connect = tls.connect;
  tls.connect = function (...parameters) {
    const options = optionsOf(parameters);
    const name = options.servername || options.host;
    if (!isLed(name)) return connect.apply(this, parameters);
    // The tunnel of a proxy, which an app may have of its own.
    options.socket?.destroy();
    const { socket, path, lookup, secureContext, session, ...rest } = options;
    return connect.call(
      this,
      {
        ...rest,
        ...{ host: '127.0.0.1', port: Number(port), servername: name },
        ...{ ca: certificate, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] },
      },
      parameters.find((one) => typeof one === 'function'),
    );
  };

  // In clear text nothing goes to these hosts at all.
  const open = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...parameters) {
    const { host } = optionsOf(Array.isArray(parameters[0]) ? parameters[0] : parameters);
    if (!isLed(host)) return open.apply(this, parameters);
    return this.destroy(new Error(`migrate-to-holysheep: ${host} is asked without TLS`));
  };
  syncBuiltinESMExports();
}
