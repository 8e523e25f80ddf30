/**
 * What a page can do beyond being read: filter, and copy. Without it nothing is missing from the page. It makes no text of
 * the report into markup. What is filtered stands in the address, to be kept or sent on.
 */
export const SCRIPT = `
'use strict';
const filters = document.getElementById('filters');
filters.hidden = false;
const search = document.getElementById('search');
const shown = document.getElementById('shown');
const boxes = [...filters.querySelectorAll('input[type=checkbox]')];
const groups = [...document.querySelectorAll('[data-group]')];
const rows = [...document.querySelectorAll('[data-action]')].map((element) => ({
  element,
  text: (element.closest('[data-group]').querySelector('summary').textContent + ' ' + element.textContent).toLowerCase(),
}));
const files = [...document.querySelectorAll('[data-file]')];
const sections = [...document.querySelectorAll('[data-section]')];
const wasOpen = new Map(groups.map((group) => [group, group.open]));
const apply = () => {
  const words = search.value.trim().toLowerCase();
  const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  let count = 0;
  for (const { element, text } of rows) {
    element.hidden = off.has(element.dataset.action) || !text.includes(words);
    if (!element.hidden) count += Number(element.dataset.count);
  }
  for (const group of groups) {
    group.hidden = !group.querySelector('[data-action]:not([hidden])');
    group.open = words === '' ? wasOpen.get(group) : true;
  }
  for (const file of files)
    file.hidden = off.has('rewrite') || !file.querySelector('summary').textContent.toLowerCase().includes(words);
  for (const section of sections) section.hidden = !section.querySelector('details:not([hidden])');
  shown.textContent = count === 1 ? '1 place' : count + ' places';
};
const keep = () => {
  apply();
  const state = new URLSearchParams({ hide: boxes.filter((box) => !box.checked).map((box) => box.value), with: search.value });
  history.replaceState(null, '', '#' + state);
};
const state = new URLSearchParams(location.hash.slice(1));
if (state.has('hide')) {
  for (const box of boxes) box.checked = !state.get('hide').split(',').includes(box.value);
  search.value = state.get('with') ?? '';
}
search.addEventListener('input', keep);
for (const box of boxes) box.addEventListener('change', keep);
apply();
for (const block of document.querySelectorAll('.command')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  const pre = block.querySelector('pre');
  button.setAttribute('aria-label', 'Copy: ' + pre.getAttribute('aria-label'));
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = 'Selected';
    }
  });
  block.append(button);
}
addEventListener('beforeprint', () => { for (const one of document.querySelectorAll('details')) one.open = true; });
`;
