import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** What a TLS server needs, in PEM; the certificate is its own authority. */
export interface Identity {
  key: string;
  cert: string;
}

/**
 * A certificate for some host names, made at run time: Node makes keys and signatures, but no certificates.
 * RFC 5280, with the extensions that CPython 3.13 insists on.
 */
export function selfSigned(hosts: readonly string[]): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = sequence(oid('2a8648ce3d040302')); // ecdsa-with-SHA256
  const name = sequence(der(SET, sequence(oid('550403'), der(UTF8, Buffer.from('migrate-to-holysheep mock')))));
  const day = 86_400_000;
  const body = sequence(
    der(0xa0, integer(2)), // version 3
    integer(1),
    algorithm,
    name,
    sequence(time(Date.now() - day), time(Date.now() + day)),
    name,
    spki,
    der(
      0xa3,
      sequence(
        extension('551d13', true, sequence(der(BOOLEAN, Buffer.of(0xff)))), // basicConstraints: an authority
        extension('551d0f', true, der(BITS, Buffer.of(2, 0x84))), // keyUsage: digitalSignature, keyCertSign
        extension('551d0e', false, der(OCTETS, createHash('sha1').update(spki).digest())), // subjectKeyIdentifier
        extension('551d11', false, sequence(...hosts.map((host) => der(0x82, Buffer.from(host))))), // subjectAltName
      ),
    ),
  );
  const signature = der(BITS, Buffer.of(0), sign('sha256', body, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: pem(sequence(body, algorithm, signature)),
  };
}

const BOOLEAN = 0x01;
const BITS = 0x03;
const OCTETS = 0x04;
const UTF8 = 0x0c;
const SET = 0x31;

function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

function sequence(...contents: Buffer[]): Buffer {
  return der(0x30, ...contents);
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.of(value));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** UTCTime: two digits for the year. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function extension(id: string, isCritical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(isCritical ? [der(BOOLEAN, Buffer.of(0xff))] : []), der(OCTETS, value));
}

function pem(content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
