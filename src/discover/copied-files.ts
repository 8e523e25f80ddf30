/** Words in names of files that are to be copied, and filled in then: `.env.example`, `fly.toml.dist`. */
export const COPIED = 'example|sample|template|tpl|dist|default';

/** What such a file is called behind the name of the one that it is copied to. */
export const COPIED_ENDING = new RegExp(`\\.(?:${COPIED})$`, 'i');

/** Such a word by itself. */
export const COPIED_WORD = new RegExp(`^(?:${COPIED})s?$`, 'i');

/** What a template of Jinja is called behind the name of the file that is made of it. Source: Ansible, ansible.builtin.template. */
export const JINJA_ENDING = /\.(?:j2|jinja2?)$/i;
