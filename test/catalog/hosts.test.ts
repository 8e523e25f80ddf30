import { describe, expect, it } from 'vitest';
import { hostOf } from '../../src/catalog/hosts.js';
import { serviceOf } from '../../src/catalog/service.js';

const { hostsIn: openaiHosts, hostsInPattern: openaiHostsInPattern } = serviceOf('openai');

describe('OpenAI’s hosts in a text', () => {
  it.each([
    'https://api.openai.com/v1',
    'http://api.openai.com',
    'api.openai.com',
    'wss://api.openai.com/v1/realtime',
    'https://eu.api.openai.com/v1',
    'https://ae.api.openai.com',
    'https://mtls.api.openai.com',
    'see https://api.openai.com.',
    'https://proxy.example.com/https://api.openai.com/v1',
  ])('%s', (text) => {
    const [found, ...rest] = openaiHosts(text);
    expect(found?.host).toBe(text.slice(found?.start, found?.end));
    expect(found?.host).toMatch(/^(?:\w+\.)?api\.openai\.com$/);
    expect(rest).toEqual([]);
  });

  it.each([
    'https://platform.openai.com/docs',
    'https://openai.com',
    'https://chat.openai.com/api',
    'https://api.openai.com.evil.example',
    'https://api.openai.community',
    'https://my-api.openai.com',
    'https://proxy.api.openai.com',
    'https://example.openai.azure.com',
    'https://apiXopenai.com',
  ])('not %s', (text) => {
    expect(openaiHosts(text)).toEqual([]);
  });
});

describe('the host of a URL', () => {
  it.each([
    ['https://api.openai.com/v1', 'api.openai.com'],
    ['HTTPS://API.OpenAI.com:443/v1', 'api.openai.com'],
    ['https://user:word@host.example/x', 'host.example'],
    ['wss://host.example?x', 'host.example'],
    ['host.example/v1', undefined],
    ['/v1/chat', undefined],
    ['', undefined],
  ])('%s', (text, host) => {
    expect(hostOf(text)).toBe(host);
  });
});

describe('OpenAI’s hosts in a regular expression', () => {
  it.each([
    ['^https:\\/\\/api\\.openai\\.com\\/', ['api\\.openai\\.com'], true],
    ['\\bapi\\.openai\\.com\\b', ['api\\.openai\\.com'], true],
    ['eu\\.api\\.openai\\.com', ['eu\\.api\\.openai\\.com'], true],
    ['api[.]openai[.]com', ['api[.]openai[.]com'], true],
    ['api.openai.com', ['api.openai.com'], true],
    ['"api\\\\.openai\\\\.com"', ['api\\\\.openai\\\\.com'], true],
    ['(?:api\\.openai\\.com|api\\.example\\.com)', ['api\\.openai\\.com'], true],
    ['.*\\.openai\\.com', ['openai\\.com'], false],
    ['openai\\.com', ['openai\\.com'], false],
  ])('%s', (text, hosts, isWhole) => {
    const found = openaiHostsInPattern(text);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(hosts);
    expect(found.map((one) => one.isWhole)).toEqual(hosts.map(() => isWhole));
  });

  it.each(['platform\\.openai\\.com', 'my-api\\.openai\\.com', 'api\\.openai\\.community', 'api\\.example\\.com'])(
    'none in %s',
    (text) => expect(openaiHostsInPattern(text)).toEqual([]),
  );
});
