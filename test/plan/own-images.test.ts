import { describe, expect, it } from 'vitest';
import { ownImages } from '../../src/plan/own-images.js';

describe('images of a repository', () => {
  const isOwn = ownImages('/home/me/chat-app', []);

  it.each([
    ['chat-app', true],
    ['me/chat-app:1.2', true],
    ['ghcr.io/me/chat-app/web:latest', true],
    ['registry.gitlab.com/group/chat-app/web', true],
    ['ghcr.io/me/web', false],
    ['chat-app.example.com/web', false],
    ['litellm/litellm', false],
  ])('%s: %s', (image, expected) => {
    expect(isOwn(image)).toBe(expected);
  });
});
