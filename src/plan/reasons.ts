/**
 * Every reason that a finding can give: what is the case, and what to do. `{}` is filled with the finding's detail.
 * The code is stable: reports, the docs page of `explain`, and tests share it.
 */
export const REASONS = {
  // Rewrites
  moved: 'Moves to {}.',
  'name-renamed': 'The variable is now {}.',
  'field-added':
    '{} stands in the file that this class reads, and it refuses a file that holds what it does not declare.',
  'field-beside': '{} is read beside the old key, which something that does not move still needs.',
  'name-added': '{} is needed beside the old variable, which something that does not move still reads.',
  'setting-renamed': 'The setting is now {}, where it is declared, given a value and referred to.',
  'guard-moved':
    'The script ends here without {}, which what moves needs. The old variable is asked for where something that stays sends it.',
  'setting-added':
    'The setting stays for what still needs OpenAI. {} stands beside it, where that is declared, given a value and referred to.',
  'setting-value': 'The setting, which brings its value to what moves, is now {}.',
  'setting-moved': 'The variable is now {}.',
  'value-replaced': 'The value is replaced: {}.',
  'secret-blanked':
    'A key stood in the text. A placeholder stands there now: put in the gateway’s key. It stays in git history: revoke it at OpenAI.',
  'secret-replaced': 'A key stood in the text. It is now read from {}. It stays in git history: revoke it at OpenAI.',
  'key-default': 'Where no key is given here, {} is taken: the SDK would take OpenAI’s by itself.',
  'own-key': 'The client reads its own key, {}, since the old one also serves something that stays.',
  'split-client': 'Chat gets a client of its own, {}; what the gateway does not serve stays with the old one.',
  'split-call': 'The call is made on {}, the client of the gateway.',
  'chat-factory': 'Calls chat completions (`.{}`), since the gateway is not known to serve the Responses API.',
  'completions-to-chat': 'Legacy completions become a chat call: one message from the user, and its answer.',
  'responses-to-chat': 'A call of the Responses API becomes a chat call, and what reads its answer follows.',
  'member-added': 'The code lets only what stands in this list pass: {} joins it.',
  'schema-follows': 'The schema of a file that is rewritten lets {} stand there now.',
  'entry-added': 'The code looks the model up here: the new one has its own entry, {}.',
  'type-widened': 'The new id joins the type, so that the code still type-checks.',
  'model-mapped': '{}.',
  'test-follows': 'A test answers or expects what moves: it follows ({}).',
  'host-added': '{} may be asked now, beside OpenAI’s host: take that out by hand once nothing needs it.',
  'parameter-mapped': '{}',
  'route-widened': 'The test on how a model’s name begins lets the model of {} through as well, as it did the old one.',
  // Keeps
  azure: 'Azure OpenAI has its own deployments and keys; nothing to move.',
  'other-provider': 'Another provider is called here ({}); nothing to move.',
  'other-host': 'The client talks to {}, not to OpenAI; nothing to move.',
  'not-served': 'The gateway does not serve what is used here ({}); it stays on OpenAI.',
  'fixed-address': '{} asks OpenAI, and cannot be told another address; it stays.',
  realtime: 'The realtime API is not served by the gateway; it stays on OpenAI.',
  'fake-key':
    'Its key says itself that it is none, so OpenAI is not asked with it: this is a stand-in, or asks a server of its own. It stays.',
  'demo-key': 'The key “{}” is no key of OpenAI’s: the library asks a server of its makers’ with it. It stays.',
  'serves-more': 'It also serves {} here, which the gateway does not serve; it stays, and chat has its own.',
  test: 'A test sets this itself; it stays.',
  'already-moved': 'Already moved.',
  'model-from-elsewhere':
    'The model may also come from elsewhere ({}). Ids that are kept there, or sent, must be the gateway’s from now on.',
  'not-chat-model': 'A model for {}, which the gateway does not serve; it stays.',
  'compared-id':
    'The id is compared with a value that was rewritten, which it no longer equals. Say what is meant now.',
  'provider-id':
    '“openai:” names OpenAI itself for the library that reads it. Give it a client of the gateway instead, or leave this on OpenAI.',
  'asked-by-name':
    '{} asks OpenAI itself, with OpenAI’s key, for an id that begins so. Give it the gateway’s address and key for this one, or leave it on OpenAI.',
  'router-id': 'The id names a service before the model ({}), for a router or a library that asks it; it stays.',
  comparison: 'The id is only compared here. It stays, and no longer matches after the migration if it was meant to.',
  tokenizer: 'A tokenizer is chosen by this id, and does not know the new one. It stays.',
  table: 'The id is a key of a table or a label. It stays; a lookup by the new id may miss.',
  message: 'Text for people; it stays.',
  label: 'A name that this file gives to a model, for those who ask for it; it stays.',
  'text-for-people': 'Text that describes or explains speaks of OpenAI here ({}); it stays.',
  'stays-with-unit': 'It belongs to something that stays as it is ({}).',
  withdrawn: 'OpenAI no longer answers this for an API key; it stays, and can go.',
  'other-reader': 'Something that does not move reads {} here; it stays.',
  'package-reads': '{} by itself, and ask OpenAI with it: the old name stays beside the new one.',
  'no-connection': '{} is no address, key or model of a client that moves; it stays.',
  'name-stays': 'The name {} stays; its value is what changes.',
  generated: 'A generated file is not touched ({}). Make it anew when what it is made from has changed.',
  documentation: 'Documentation, or an example that is switched off, is not rewritten.',
  'host-listed': '{} may be asked already. OpenAI’s host stays beside it: take that out by hand once nothing needs it.',
  ignored: 'It is ignored ({}), and stays as it is.',
  'unused-ignore-rule': 'The pattern {} fits no file here.',
  // Reviews
  'unused-ignore': 'Nothing that would move or be reported is ignored here. Take the comment out.',
  'ignore-without-reason': 'It is ignored, and nobody knows why. Write the reason behind the word.',
  'ignore-without-end': 'What is ignored from here on has no end. Write holysheep-ignore-end where it ends.',
  'ignore-unknown':
    'holysheep-ignore-{} means nothing. There are holysheep-ignore-line, -next-line, -start, -end and -file.',
  'wrapper-needs': 'To move this takes {}.',
  'mixed-use': 'One client serves both: {}. The gateway serves chat only: give chat a client of its own.',
  'split-in-test': 'A test names {}. Chat is on a client of its own now, which the test may have to replace as well.',
  'responses-in-test': 'A test stands in for {}, which is not called any more. Let it answer as chat completions do.',
  'unserved-parameter': '{}',
  parameter: '{}',
  'model-of-its-own': 'A call is to be answered by {}. Give the call a constant of its own for its model, in the code.',
  'reader-breaks': '{}',
  'reader-changes': '{}',
  'context-shrinks': '{}',
  'model-unknown':
    'The model cannot be followed to where it is written ({}). Set it to a model of the gateway by hand.',
  'model-unmapped': '{} has no counterpart that can be chosen for you. Map it with --model-map, or leave it on OpenAI.',
  'fine-tune': 'A fine-tuned model exists at OpenAI only. Choose another model, or leave this on OpenAI.',
  'key-typed':
    'Whoever uses the app types the key in here. It must be a key of the gateway now: change what the app says about it.',
  'key-given':
    'A key that is given here when the app runs goes to the gateway as well now. It must be one of the gateway’s: change what is said of it, or give it a client of its own.',
  'key-unknown': 'The key comes from somewhere that cannot be followed ({}). Give the gateway its own key here.',
  'other-key':
    'The key {} is not OpenAI’s, yet no base URL of another service is written. Check which service this is.',
  'key-for-any-server':
    'The key “{}” is what a server that asks for none is given, and no address is written. Check which server this asks: if it is OpenAI, set base URL, key and model by hand.',
  'base-url-unknown': 'The base URL comes from somewhere that cannot be followed ({}). Set it to the gateway by hand.',
  'no-place': 'Base URL and key are left to defaults, and no place was found where to set them. Set them by hand.',
  proxy:
    'An OpenAI key goes to {}, which looks like a proxy in front of OpenAI. Point the proxy at the gateway, or this client.',
  'set-elsewhere':
    'Its address is set to that of another service ({}), and not to OpenAI’s. Set the gateway’s there, or leave both as they are.',
  'third-party': '{} reads this. If it runs this repository’s code, set the new variable too; else it stays as it is.',
  'program-reads': '{}',
  'shared-settings':
    'Base URL and key serve {} here too, which the gateway does not serve. Give chat its own, or leave this on OpenAI.',
  'setting-overridden': '{} is set in a file too, and goes before this. Change both by hand.',
  'deploy-link':
    'A link that deploys the app asks for the variable here. It has to ask for {} too, or instead. With --docs a link to this very repository follows.',
  'key-source': 'The key comes from {}: that has to hold the gateway’s key when this is deployed.',
  'twin-name': 'Its new name, {}, stands here already or is another variable’s too: put the two together by hand.',
  'not-written': 'It cannot be written exactly here. Set {} by hand.',
  'command-unknown':
    'A command asks OpenAI something that is not looked into ({}). Change it by hand if it is for chat.',
  'not-linked': 'It is not known what reads this. Change it by hand if it is for chat: {}.',
  'other-service': 'The value leads to {}, which is another service: check whether what reads it here moves.',
  'handed-over':
    'The client is handed to {}, which cannot be followed. Check what is called there, then set base URL, key and model.',
  'client-unknown':
    'A chat call on something that cannot be followed. If it is a client of OpenAI’s, set its base URL, key and model by hand.',
  'maker-unknown':
    'This is called as what makes a client of OpenAI’s, and cannot be followed. If it makes one that is for chat, set its base URL, key and model by hand.',
  'unknown-call':
    '{} is called on the client, which is not known to be served. Check it, then set base URL, key and model.',
  'unknown-path':
    'It is not known that the gateway serves what is asked for here ({}). Check it, then set address, key and model.',
  'own-server':
    'In some cases {} of the app’s own server is asked in the place of OpenAI. See whom that asks in turn, then set address, key and model of both.',
  'responses-api': 'The Responses API is not known to be served. Use chat completions here.',
  'responses-form':
    'The Responses API is not known to be served, and this cannot become a chat call: {}. Use chat completions here.',
  'responses-convertible':
    'The Responses API is not known to be served. With --responses chat, its calls here become chat calls.',
  'completions-api': 'Legacy completions are not served. Use chat completions here.',
  'shared-value': 'A value that this needs changed is also used by something that does not move ({}). Separate them.',
  'models-apart':
    'Models are listed here with settings that no chat which moves has. Move it by hand if it is for chat.',
  'no-use': 'No call on this client was found. Check who uses it, then set base URL, key and model.',
  'service-unknown': 'Nothing here says whether this asks {}: set base URL, key and model by hand if it does.',
  'put-back': 'It is again as it was before run {}.',
  'not-put-back': 'It was edited after run {}, so what stood here before is not put back. Check that it fits what is.',
  'key-not-put-back':
    'A key stood here before run {}. A stand-in is put back in its place: set the key where the app runs, in a variable.',
  'run-not-used':
    'This cannot be put back as it was before run {}, so nothing of that run is: what can be moved is moved by rules.',
  'before-unknown':
    'No kept run tells what stood here before. What a rewrite had inserted, dropped or made one of several is as that left it.',
  'one-of-two':
    'OpenAI or another service is chosen here when the app runs. Set base URL, key and model for the one by hand.',
  'key-in-headers':
    'The client sends a key in headers of its own. Give it the gateway’s key there, then set base URL and model.',
  'base-path': 'The new base URL has another path than /v1, and the path is joined elsewhere. Set it by hand.',
  choices: 'A list to choose from names OpenAI’s models. Whether several become one is your decision.',
  'unit-review': 'It belongs to {}, which needs a decision first.',
  'shared-key':
    'The key is read at a place that something on OpenAI needs too, and the client has no place of its own for it. Give the gateway its own key here.',
  'not-typed': 'After the rewrite the code no longer type-checks ({}). Set base URL, key and model by hand.',
  'ignored-file': 'Git ignores this file, so it is written only with --env-files.',
  'not-chosen': 'It was not chosen, so it stays on OpenAI.',
  'not-settled':
    'A second run would change this again ({}), so it was left as it is. This is a fault of the tool: please report it.',
  'not-parsed':
    'The rewrite would not parse ({}), so it was left as it is. This is a fault of the tool: please report it.',
  'name-test':
    'The code looks at how a model’s name begins (“{}”). The new id does not begin so: check what follows from that.',
  'key-check':
    'Something looks at how a key begins ({}). Keys of the gateway begin otherwise: check what follows from that.',
  'loose-model':
    'A model id that no call could be linked to. If it reaches the gateway, it must be one that the gateway serves.',
  'loose-url': 'OpenAI’s address, and no request could be linked to it. Point it at the gateway if it is for chat.',
  'in-program':
    'A text holds a program, data, or a statement for a database, that names {}. Change it there if it is for chat.',
  'loose-pattern':
    'A pattern looks for OpenAI’s address. If it is held against what is asked, it has to let the gateway’s through: {}.',
  'loose-endpoint':
    'The path of chat completions, and no request could be linked to it. If it goes to OpenAI, point it at the gateway.',
  'set-beside':
    'A variable of OpenAI’s is set here, for what still reads it. The gateway’s own, {}, has to be set too.',
  'asks-for-old': 'This is done only where the old setting has a value. Where {} alone may be given, ask for either.',
  'table-left': 'What stands here is read as {} now. Add that table, with the values for the gateway.',
  'name-spelled':
    'This is called as the variable is. If it is the variable, {} is needed here too; the old name stays beside the new one.',
  'name-told':
    'The text tells people of a variable that is read as {} here now. Change it, and what tests look for in it.',
  'loose-value':
    'What reads the variable cannot be followed. It keeps its name; if it is for chat, the value must be one for the gateway: {}.',
  'loose-variable': 'The variable is used where it cannot be followed. It must be {} if it is for chat.',
  'markup-not-read': 'Markup is not rewritten, only the code in it. Change by hand: {}.',
  'language-not-read': 'Files of this kind are not rewritten yet. Change by hand: {}.',
  'schema-refuses':
    'The schema of a file that is rewritten may not let {} stand there. Change it by hand if it does not.',
  'list-unknown':
    'A list of hosts names OpenAI’s, and it is not known what the list is for. If it says what may be asked, add {} to it.',
  'host-not-added':
    'OpenAI’s host may be asked here. What moves asks {}, which cannot be written exactly here: add it by hand.',
  'test-of-both':
    'What a test answers here is sent by something that moves and by something that stays on OpenAI. Answer at {} too.',
  'test-pattern':
    'A test answers here by a pattern that lets OpenAI’s host through, and that cannot be rewritten exactly. Let it answer at {}.',
  'record-again': 'Tests get recorded answers of OpenAI’s host here, which what moves no longer asks: {}.',
  'stub-forwards': 'A stub server sends on to OpenAI what it has no answer for. Let it send on to {} what moves.',
  'test-of-another-endpoint':
    'What asked for this path now asks for chat completions at {}. Let the test answer there, as chat does.',
  'test-may-fail': 'A test expects a value that was rewritten elsewhere ({}), and may fail now. Check what it means.',
  'test-expects-options': 'A test expects here what {} is made with, and may fail now: it is given its base URL, too.',
  'config-not-parsed': 'The file does not parse, so it is not rewritten. Change by hand: {}.',
  'config-too-large':
    'The file is too large to be read as configuration. Of OpenAI’s it names something on {}: change it by hand if it is for chat.',
  'leaked-key':
    'A key that looks live ({}) stands here. It stays in git history: revoke it, and keep keys out of files.',
  'old-key-sent':
    'What {} holds goes to the gateway already. If that is OpenAI’s key, the gateway has seen it: revoke it at OpenAI.',
  'new-key-sent':
    'No base URL is set here, so the gateway’s key ({}) goes to OpenAI unless the environment sets one. Replace the key if it did.',
  'parse-failed': 'The file does not parse ({}), so it was left as it is.',
  'not-utf8': 'The file is not valid UTF-8, so it was left as it is.',
  'too-large': 'The file is too large to be read as source ({}), so it was left as it is.',
  unreadable: 'The file could not be read ({}).',
} as const;

export type ReasonCode = keyof typeof REASONS;

export function sentence(code: ReasonCode, detail = ''): string {
  // A function, since `$&` and the like in a text that is quoted are no pattern.
  return REASONS[code].replace('{}', () => detail);
}

/** What a message says in the place of `{}`; `undefined` where nothing but that tells one message from another. */
export function detailOf(code: ReasonCode, message: string): string | undefined {
  const [head = '', tail] = REASONS[code].split('{}');
  const isOfCode = tail !== undefined && message.startsWith(head) && message.endsWith(tail);
  return isOfCode && head.length + tail.length > 1
    ? message.slice(head.length, message.length - tail.length)
    : undefined;
}

/** What all messages of a reason say, to be followed by the details. */
export function sentenceWithoutDetail(code: ReasonCode): string {
  return REASONS[code]
    .replace(/ \(\{\}\)/, '')
    .replace(/:? \{\}\.$/, ':')
    .replace('{}', '…');
}
