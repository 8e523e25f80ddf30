// For jscodeshift: replaces literals, and nothing else. What `speed.mjs` holds the tool against.
module.exports = (file, api) => {
  const root = api.jscodeshift(file.source);
  let isChanged = false;
  const replace = (path) => {
    const { value } = path.node;
    if (typeof value !== 'string' || !/^(?:gpt-|https:\/\/api\.openai\.com)/.test(value)) return;
    path.node.value = value.startsWith('gpt-') ? 'deepseek-v3.2' : 'https://api.holysheep.ai/v1';
    isChanged = true;
  };
  root.find(api.jscodeshift.Literal).forEach(replace);
  root.find(api.jscodeshift.StringLiteral).forEach(replace);
  return isChanged ? root.toSource() : undefined;
};
