#!/usr/bin/env node
// An old Node must be able to read this file, so it holds no syntax younger than `import()`.
var version = process.versions.node;

function stop(sentence) {
  console.error(sentence);
  process.exitCode = 2;
}

if (parseInt(version, 10) < 20) {
  stop('migrate-to-holysheep needs Node.js 20 or newer; this is ' + version + '.');
} else {
  import('../dist/cli.js').catch(function (error) {
    var isUnbuilt = error.code === 'ERR_MODULE_NOT_FOUND' && /\/dist\/cli\.js$/.test(error.url);
    stop(isUnbuilt ? 'migrate-to-holysheep is not built yet: run "node scripts/ready.mjs" in its folder.' : error);
  });
}
