import { describe, expect, it } from 'vitest';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { serviceOf } from '../../src/catalog/service.js';
import { targetOf } from '../../src/catalog/target.js';
import { gatewayForm, isAllowed } from '../../src/plan/host-forms.js';

const from = serviceOf('openai');
const PROFILE = PROFILES.holysheep as Profile;
const HOLYSHEEP = { from, profile: targetOf(PROFILE) };
const LOCAL = { from, profile: targetOf(PROFILE, { baseUrl: 'http://127.0.0.1:8080/gateway/v2' }) };

describe('the gateway’s host in the form of OpenAI’s', () => {
  it.each([
    ['api.openai.com', 'api.holysheep.ai', '127.0.0.1:8080'],
    ['api.openai.com:443', 'api.holysheep.ai:443', '127.0.0.1:8080'],
    ['https://api.openai.com', 'https://api.holysheep.ai', 'http://127.0.0.1:8080'],
    ['https://api.openai.com/*', 'https://api.holysheep.ai/*', 'http://127.0.0.1:8080/*'],
    ['https://api.openai.com/v1/*', 'https://api.holysheep.ai/v1/*', 'http://127.0.0.1:8080/gateway/v2/*'],
    ['https://eu.api.openai.com/v1', 'https://api.holysheep.ai/v1', 'http://127.0.0.1:8080/gateway/v2'],
    [
      'https://api.openai.com/v1/chat/completions',
      'https://api.holysheep.ai/v1/chat/completions',
      'http://127.0.0.1:8080/gateway/v2/chat/completions',
    ],
    ['*://*.openai.com/*', '*://api.holysheep.ai/*', '*://127.0.0.1:8080/*'],
    ['.openai.com', 'api.holysheep.ai', '127.0.0.1:8080'],
  ])('%s', (text, form, local) => {
    expect(gatewayForm(text, HOLYSHEEP)).toBe(form);
    expect(gatewayForm(text, LOCAL)).toBe(local);
    expect(gatewayForm(form, HOLYSHEEP)).toBeUndefined();
  });

  it.each([
    'openai.com',
    'https://platform.openai.com',
    'https://api.openai.com.evil.example',
    'https://my-api.openai.com/*',
    'wss://api.openai.com',
    'https://api.openai.com/v1/embeddings',
    'https://api.openai.com/dashboard/billing/usage',
    'https://api.openai.com and more',
  ])('%s has none', (text) => expect(gatewayForm(text, HOLYSHEEP)).toBeUndefined());
});

describe('whether a list lets the gateway through', () => {
  it.each([
    [['https://api.holysheep.ai'], 'https://api.holysheep.ai/v1/chat/completions', true],
    [['api.holysheep.ai'], 'https://api.holysheep.ai/*', true],
    [['https://api.holysheep.ai/v1/models'], 'https://api.holysheep.ai/v1/chat/completions', false],
    [['api.holysheep.ai.example.com', 'my-api.holysheep.ai'], 'api.holysheep.ai', false],
    [['api.openai.com'], 'api.holysheep.ai', false],
  ])('%j, %s: %s', (hosts, form, is) => expect(isAllowed(hosts, form)).toBe(is));
});
