/**
 * What a page can do beyond being read: filter, and copy. Without it nothing is missing from the page. It makes no text of
 * the report into markup.
 */
export const SCRIPT = `
'use strict';
const filters = document.getElementById('filters');
filters.hidden = false;
const search = document.getElementById('search');
const shown = document.getElementById('shown');
const boxes = [...filters.querySelectorAll('input[type=checkbox]')];
const apply = () => {
  const words = search.value.toLowerCase();
  const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  let count = 0;
  for (const item of document.querySelectorAll('[data-action]')) {
    item.hidden = off.has(item.dataset.action) || !item.textContent.toLowerCase().includes(words);
    if (!item.hidden) count++;
  }
  for (const group of document.querySelectorAll('[data-group]'))
    group.hidden = !group.querySelector('[data-action]:not([hidden])');
  shown.textContent = count + ' places';
};
search.addEventListener('input', apply);
for (const box of boxes) box.addEventListener('change', apply);
apply();
for (const block of document.querySelectorAll('.command')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy the commands');
  button.addEventListener('click', async () => {
    const text = block.querySelector('pre').textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(block.querySelector('pre'));
      button.textContent = 'Selected';
    }
  });
  block.append(button);
}
addEventListener('beforeprint', () => { for (const one of document.querySelectorAll('details')) one.open = true; });
`;
