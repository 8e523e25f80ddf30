import type { CallForm } from '../form.js';

/** A way to write a part of a request, by a name. */
type Way<T> = [name: string, written: T];

const URLS: Way<readonly string[]>[] = [
  ['joined', ['address := <BASE> + "/chat/completions"']],
  ['Sprintf', ['address := fmt.Sprintf("%s/chat/completions", <BASE>)']],
  ['trimmed', ['address := strings.TrimRight(<BASE>, "/") + "/chat/completions"']],
  ['written', ['const address = "https://api.openai.com/v1/chat/completions"']],
  ['JoinPath', ['address, err := url.JoinPath(<BASE>, "chat", "completions")', 'if err != nil {', '\tpanic(err)', '}']],
  [
    'Parse',
    [
      'parsed, err := url.Parse(<BASE>)',
      'if err != nil {',
      '\tpanic(err)',
      '}',
      'address := parsed.JoinPath("chat", "completions").String()',
    ],
  ],
];
const AUTHORIZATIONS = ['"Bearer " + <KEY>', 'fmt.Sprintf("Bearer %s", <KEY>)'];
/** As rare as they are not followed: with all else as usual. */
const ODD_AUTHORIZATIONS = ['fmt.Sprint("Bearer ", <KEY>)', 'strings.Join([]string{"Bearer", <KEY>}, " ")'];
const BODIES: Way<readonly string[]>[] = [
  [
    'struct',
    [
      'type question struct {',
      '\tModel    string              `json:"model"`',
      '\tMessages []map[string]string `json:"messages"`',
      '}',
      'body, _ := json.Marshal(question{',
      '\tModel:    <MODEL>,',
      '\tMessages: []map[string]string{{"role": "user", "content": "hi"}},',
      '})',
    ],
  ],
  [
    'map',
    [
      'body, _ := json.Marshal(map[string]any{',
      '\t"model":    <MODEL>,',
      '\t"messages": []map[string]string{{"role": "user", "content": "hi"}},',
      '})',
    ],
  ],
  [
    'map that is filled',
    [
      'payload := map[string]interface{}{"messages": []map[string]string{{"role": "user", "content": "hi"}}}',
      'payload["model"] = <MODEL>',
      'body, _ := json.Marshal(payload)',
    ],
  ],
  ['text', ['body := []byte(fmt.Sprintf(`{"model": %q, "messages": [{"role": "user", "content": "hi"}]}`, <MODEL>))']],
  ['raw text', ['body := []byte(`{"model": "<ID>", "messages": [{"role": "user", "content": "hi"}]}`)']],
];
const HEADERS: Way<(authorization: string) => readonly string[]>[] = [
  ['Set', (value) => [`request.Header.Set("Authorization", ${value})`]],
  ['Add', (value) => [`request.Header.Add("Authorization", ${value})`]],
  ['Header', (value) => [`request.Header = http.Header{"Authorization": {${value}}}`]],
  ['entry', (value) => [`request.Header["Authorization"] = []string{${value}}`]],
  [
    'loop',
    (value) => [
      `for name, value := range map[string]string{"Authorization": ${value}} {`,
      '\trequest.Header.Set(name, value)',
      '}',
    ],
  ],
];

/** Functions that make requests by hand, with each part in each way. */
export const REQUESTS: readonly CallForm[] = [
  ...URLS.flatMap((url) =>
    BODIES.flatMap((body) =>
      HEADERS.flatMap((header) => AUTHORIZATIONS.map((authorization) => request(url, body, header, authorization))),
    ),
  ),
  ...URLS.slice(0, 1).flatMap((url) =>
    BODIES.slice(0, 1).flatMap((body) =>
      HEADERS.slice(0, 1).flatMap((header) => ODD_AUTHORIZATIONS.map((one) => request(url, body, header, one))),
    ),
  ),
];

function request(
  [url, address]: (typeof URLS)[number],
  [body, made]: (typeof BODIES)[number],
  [header, set]: (typeof HEADERS)[number],
  authorization: string,
): CallForm {
  return {
    name: `net/http: ${url}, ${body}, ${header}`,
    imports: ['"bytes"', '"encoding/json"', '"fmt"', '"io"', '"net/http"', '"net/url"', '"strings"'],
    lines: [
      'func ask() error {',
      ...[...address, ...made].map((line) => `\t${line}`),
      '\trequest, err := http.NewRequest("POST", address, bytes.NewReader(body))',
      '\tif err != nil {',
      '\t\treturn err',
      '\t}',
      ...set(authorization).map((line) => `\t${line}`),
      '\tresponse, err := http.DefaultClient.Do(request)',
      '\tif err != nil {',
      '\t\treturn err',
      '\t}',
      '\tdefer response.Body.Close()',
      '\t_, err = io.ReadAll(response.Body)',
      '\treturn err',
      '}',
    ],
    runs: ['if err := ask(); err != nil {', '\tpanic(err)', '}'],
  };
}
