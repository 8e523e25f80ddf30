import { describe, expect, it } from 'vitest';
import { maskTemplate } from '../../../src/languages/yaml/mask-template.js';
import { parsed } from '../config/check-writes.js';
import { read, references } from '../config/said.js';

describe('maskTemplate', () => {
  it.each([
    ['a: {{ .Values.a }}', 'a: xxxxxxxxxxxxxxx'],
    ['a: "{{ .Values.a }}/v1"', 'a: "xxxxxxxxxxxxxxx/v1"'],
    ['{{- if .a }}\na: b\n{{- end }}', '            \na: b\n          '],
    ['a:\n  {{- toYaml .b | nindent 2 }}\nc: d', 'a:\n  #                           \nc: d'],
    ['- {{- if .a }}\n  b: c', '-             \n  b: c'],
    ['{{/* a\nb */}}\r\nc: d', '      \n      \r\nc: d'],
    ['{{ $a := 1 }}{{ $b := 2 }}\nc: d', '                          \nc: d'],
    ['a: b', 'a: b'],
    ['a: {{ open', 'a: {{ open'],
  ])('%j', (text, expected) => {
    const masked = maskTemplate(text);
    expect(masked).toBe(expected);
    expect(masked).toHaveLength(text.length);
  });
});

describe('a template', () => {
  const PATH = 'chart/templates/deployment.yaml';

  it('is read around its expressions', async () => {
    const text = [
      '{{- if .Values.openai.enabled }}',
      'apiVersion: apps/v1',
      'spec:',
      '  containers:',
      '    - env:',
      '        - name: OPENAI_API_KEY',
      '          valueFrom:',
      '            secretKeyRef:',
      '              name: {{ include "x.fullname" . }}',
      '              key: OPENAI_API_KEY',
      '        {{- if .Values.model }}',
      '        - name: OPENAI_MODEL',
      '          value: {{ .Values.model | default "gpt-4o" | quote }}',
      '        {{- end }}',
      '        - { name: OPENAI_BASE_URL, value: "https://api.openai.com/{{ .Values.version }}" }',
      '        {{- with .Values.extraEnv }}',
      '        {{- toYaml . | nindent 8 }}',
      '        {{- end }}',
      '{{- end }}',
    ].join('\n');
    expect(await read(PATH, text)).toEqual([
      'apiVersion: apps/v1',
      'variable spec/containers/0/env/0/OPENAI_API_KEY: (computed) < secret:{{ include "x.fullname" . }}/OPENAI_API_KEY',
      'variable spec/containers/0/env/1/OPENAI_MODEL: (computed) < @model?gpt-4o',
      'variable spec/containers/0/env/2/OPENAI_BASE_URL: https://api.openai.com/{{ .Values.version }} < @version',
    ]);
    expect(await references(PATH, text)).toContain('@openai.enabled');
  });

  it('that is no YAML says so, and what it refers to', async () => {
    const {
      entries,
      references: found,
      unread,
    } = await parsed(PATH, '{{ define "x" }}\na: [{{ .Values.a }}\n{{ end }}');
    expect(entries).toEqual([]);
    expect(found.map(({ name }) => name)).toEqual(['a']);
    expect(unread).toHaveLength(1);
  });
});
