import { describe, expect, it } from 'vitest';
import { commands, read, references } from '../config/said.js';

describe('a script', () => {
  it.each<[string, string[]]>([
    ['A=b', ['A: b']],
    ['A=b run', ['variable A: b']],
    ['A=b\nexport A', ['variable A: b']],
    ['set -a\nA=b', ['variable A: b']],
    ['export A="b c" # d', ['variable A: b c']],
    ['declare -x A=b', ['variable A: b']],
    ['local A=b', ['A: b']],
    ["A='$b'", ['A: $b']],
    ['A="${B:-c}" run', ['variable A: ${B:-c} < $B?c']],
    ['if x; then A=b run; fi', ['variable A: b']],
    ['x="$(A=b run)"', ['x: $(A=b run)', 'variable A: b']],
    ["sh -c 'A=b run'", ['variable A: b']],
    ['env -i A=b run', ['variable A: b']],
    [
      'docker run --rm -e A=b -e C --env-file d.env e',
      ['variable A: b', 'variable C: (passed on) < $C', 'variable-file : d.env'],
    ],
    ['docker build --build-arg "A=b" .', ['variable A: b']],
    ['gcloud run deploy --set-env-vars=A=b,C=d', ['variable A: b', 'variable C: d']],
    ['heroku config:set A=b C=d', ['variable A: b', 'variable C: d']],
    ['gh secret set A --body b', ['variable A: b']],
    ['gh secret set --repo o/r A', ['variable-name : A']],
    ['echo -n b | gh secret set A', ['variable A: b']],
    ['cat b | gh secret set A', ['variable-name : A']],
    ['heroku config:set -a x A=b', ['variable A: b']],
    ['env -i A=b run C=d', ['variable A: b']],
    ['kubectl -n x set env deployment/y A=b', ['variable A: b']],
    ['docker run -eA=b "-eC" --env="D=e" f', ['variable A: b', 'variable C: (passed on) < $C', 'variable D: e']],
    ['az webapp config appsettings set -n x --settings A=b "C=d" -g y', ['variable A: b', 'variable C: d']],
    ['aws lambda create-function --environment "Variables={A=b,C=${D}}"', ['variable A: b', 'variable C: ${D} < $D']],
    [`aws lambda create-function --environment '{"Variables":{"A":"b"}}'`, ['variable A: b']],
    ['gcloud run deploy --set-env-vars="^@^A=b,c@D=e"', ['variable A: b,c', 'variable D: e']],
    ['docker build --secret id=x,env=A .', ['variable-name : A']],
    ['ssh host "A=b run"', ['variable A: b']],
    ['ssh host <<EOF\nexport A=b\nEOF', ['variable A: b']],
    ['netlify env:set A b', ['variable A: b']],
    ['kubectl create secret generic s --from-literal=A=b', ['variable A: b']],
    ['cat > .env <<EOF\nA=b\nC=$D\nEOF\nE=f run', ['variable A: b', 'variable C: $D < $D', 'variable E: f']],
    ['echo "A=b" >> "$GITHUB_ENV"', ['variable A: b']],
    ['echo A=b', []],
    ['# export A=b', []],
    ["echo 'export A=b'", []],
    ['A=(b "$C")', ['variable-less']],
  ])('%j', async (text, expected) => {
    const found = await read('run.sh', text);
    expect(found).toEqual(expected[0] === 'variable-less' ? [] : expected);
  });

  it.each<[string, string[]]>([
    ['echo $A ${B} ${C:-d} "$E" \'$F\' \\$G', ['$A', '$B', '$C?d', '$E']],
    ['echo ${A:-${B:-c}}', ['$A?${B:-c}', '$B?c']],
    ['curl -H "Authorization: Bearer $A" https://api.openai.com/v1/models', ['$A']],
    ["cat <<'EOF'\n$A\nEOF\ncat <<EOF\n$B\nEOF", ['$B']],
    ['A=("$B" $(c $D))', ['$B', '$D']],
    ['[ -z "$A" ] && exit 1', ['$A']],
  ])('%j refers', async (text, expected) => {
    expect(await references('run.sh', text)).toEqual(expected);
  });

  it('is split into commands, over lines and inside each other', async () => {
    const text =
      'if a; then\n  curl \\\n    -d \'{"model": "gpt-4o"}\' \\\n    "https://api.openai.com/v1" | jq .\nfi\necho "$(b c)"';
    expect(await commands('run.sh', text)).toEqual([
      'a',
      'curl · -d · {"model": "gpt-4o"} · https://api.openai.com/v1',
      'jq · .',
      'fi',
      'echo · $(b c)',
      'b · c',
    ]);
  });
});
