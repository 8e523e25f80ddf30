// Stands in for the package openai: where a client would ask, with which key, for which model.
const { requests } = require('./requests.cjs');

// As client.ts: undefined reads the variables, and without a key there is no client.
class OpenAI {
  constructor({ apiKey = process.env.OPENAI_API_KEY, baseURL = process.env.OPENAI_BASE_URL, ...options } = {}) {
    if (apiKey === undefined) throw new Error('The OPENAI_API_KEY environment variable is missing or empty');
    const base = (baseURL || 'https://api.openai.com/v1').replace(/\/$/, '');
    this.given = { ...options, apiKey, baseURL };
    const endpoint = (kind) => ({
      create: async ({ model }) => void requests.push({ base, key: apiKey, model, kind }),
    });
    this.chat = { completions: endpoint('chat') };
    this.embeddings = endpoint('embeddings');
  }

  withOptions(options) {
    return new OpenAI({ ...this.given, ...options });
  }
}

module.exports = OpenAI;
