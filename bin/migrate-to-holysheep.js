#!/usr/bin/env node
// An old Node must be able to read this file. It is CommonJS (package.json beside it), as all that is built: Node loads that sooner.
var version = process.versions.node;

function stop(sentence) {
  console.error(sentence);
  process.exitCode = 2;
}

function isUnbuilt(error) {
  return error.code === 'MODULE_NOT_FOUND' && /dist[/\\]cli\.js'/.test(error.message);
}

if (parseInt(version, 10) < 20) {
  stop('migrate-to-holysheep needs Node.js 20 or newer; this is ' + version + '.');
} else {
  try {
    require('../dist/cli.js');
  } catch (error) {
    stop(
      isUnbuilt(error) ? 'migrate-to-holysheep is not built yet: run "node scripts/ready.mjs" in its folder.' : error,
    );
  }
}
