// Stands in for the package axios, in what the programs use of it.
const { note } = require('./requests.cjs');

const made = ({ baseURL = '', headers: own = {} } = {}) => ({
  post: async (url, body, { headers } = {}) => note(baseURL + url, { ...own, ...headers }, body),
  create: made,
});

module.exports = made();
