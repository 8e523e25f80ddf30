import { describe, expect, it } from 'vitest';
import { magicsInComments } from '../../src/languages/notebook/percent.js';

function read(text: string) {
  const { settings, reads, shell, installs, others } = magicsInComments(text);
  for (const { name, nameSpan, value, valueSpan } of settings) {
    expect(text.slice(nameSpan.start, nameSpan.end)).toBe(name);
    expect(text.slice(valueSpan.start, valueSpan.end)).toBe(value);
  }
  for (const { name, span } of reads) expect(text.slice(span.start, span.end)).toBe(name);
  return {
    settings: settings.map(({ name, value }) => `${name}=${value}`),
    reads: reads.map(({ name }) => name),
    shell: shell.map((command) => command.text),
    installs: installs.map(({ name, specifier }) => name + specifier),
    others: others.map(({ magic }) => magic),
  };
}

describe('magicsInComments', () => {
  it.each(['\n', '\r\n'])('reads a notebook of Databricks with %j', (lineEnd) => {
    const text = [
      '# Databricks notebook source',
      '# MAGIC %pip install openai==0.28',
      '# MAGIC %env A=b',
      '',
      '# COMMAND ----------',
      '# MAGIC %sh',
      '# MAGIC export C=d',
      '# MAGIC',
      '# MAGIC curl https://x/$KEY \\',
      '# MAGIC   -d e',
      '# COMMAND ----------',
      '# MAGIC %md',
      '# MAGIC !not',
      '# COMMAND ----------',
      'x = 1  # !ls',
      '# !ls',
    ].join(lineEnd);
    expect(read(text)).toEqual({
      settings: ['A=b', 'C=d'],
      reads: ['KEY'],
      shell: ['pip install openai==0.28', 'export C=d', `curl https://x/$KEY \\${lineEnd}          -d e`],
      installs: ['openai==0.28'],
      others: ['md'],
    });
  });

  it.each(['\n', '\r\n'])('reads a notebook of Jupytext with %j', (lineEnd) => {
    const text = [
      '# %% [markdown]',
      '# 50 % of it',
      '# %%',
      '# %pip install openai==0.28 \\',
      '#   httpx',
      '#!export A=b',
      'x = 1',
      '# %% language="bash"',
      '# curl $KEY',
      '# %% last',
      'y = 2',
    ].join(lineEnd);
    expect(read(text)).toEqual({
      settings: ['A=b'],
      reads: ['KEY'],
      shell: [`pip install openai==0.28 \\${lineEnd}    httpx`, 'export A=b', 'curl $KEY'],
      installs: ['openai==0.28', 'httpx'],
      others: [],
    });
  });

  it('finds nothing in a file that is no notebook', () => {
    const text = '# MAGIC %pip install x\n# !pip install y\n# %env A=b\nx = 1\n';
    expect(read(text)).toEqual({ settings: [], reads: [], shell: [], installs: [], others: [] });
  });
});
