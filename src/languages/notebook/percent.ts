import type { Span } from '../../ir.js';
import { type Magics, noMagics } from './magics.js';
import { blanked, maskMagics } from './mask-magics.js';
import { readScript } from './read-shell.js';

const DATABRICKS = /^\uFEFF?# Databricks notebook source/;
/** Jupytext writes cells as `# %%` or `# +`, or says in its header that it was here. */
const JUPYTEXT = /^# (?:%%(?:[ \t\r[]|$)|\+(?:[ \t\r{]|$)|jupytext:)/m;
const DATABRICKS_LINE = /^# MAGIC\b ?/gm;
/** Lines that follow one another are one cell. */
const DATABRICKS_BLOCK = /(?:^# MAGIC\b.*(?:\r?\n|$))+/gm;
/** Not `# %% title`, which begins a cell. */
const COMMENTED_LINE = /^#[ \t]?(?=!|%[A-Za-z])(?:.*\\\r?\n#)*.*$/gm;
const SHELL_CELL =
  /^# (?:%%|\+)(?:(?!\blanguage=).)*\blanguage="(?:bash|sh|zsh)".*\r?\n((?:#(?! (?:%%|\+)).*(?:\r?\n|$))+)/gm;

/**
 * The magics that a notebook keeps in comments when it is stored as a Python file: `# MAGIC %pip install x` of
 * Databricks, `# %pip install x` of Jupytext. Nothing in a file that is no notebook. Offsets are into the text.
 */
export function magicsInComments(text: string): Magics {
  if (DATABRICKS.test(text)) return magicsOfDatabricks(text);
  return JUPYTEXT.test(text) ? magicsOfJupytext(text) : noMagics();
}

function magicsOfDatabricks(text: string): Magics {
  const blocks = [...text.matchAll(DATABRICKS_BLOCK)].map(spanOf);
  return maskMagics(text.replace(DATABRICKS_LINE, blanked), blocks).magics;
}

function magicsOfJupytext(text: string): Magics {
  const scripts = [...text.matchAll(SHELL_CELL)].map(({ index, 0: all, 1: body = '' }) => ({
    start: index + all.length - body.length,
    end: index + all.length,
  }));
  const lines = [...text.matchAll(COMMENTED_LINE)]
    .map(spanOf)
    .filter(({ start }) => !scripts.some((script) => start >= script.start && start < script.end));
  const uncommented = text.replace(/^#[ \t]?/gm, blanked);
  const { magics } = maskMagics(uncommented, lines);
  for (const script of scripts) readScript(uncommented, script, magics);
  return magics;
}

function spanOf({ index, 0: all }: RegExpExecArray): Span {
  return { start: index, end: index + all.length };
}
