import { describe, expect, it } from 'vitest';
import { read, references } from '../config/said.js';

describe('HCL', () => {
  it('has the values inside an expression, and what it refers to', async () => {
    const text = [
      '/* remark */',
      'locals { model = var.fast ? "gpt-4o-mini" : "gpt-4o" }',
      'resource "aws_ecs_task_definition" "t" {',
      '  container_definitions = jsonencode([{',
      '    environment = [{ name = "OPENAI_MODEL", value = "gpt-4o" }]',
      '    secrets     = [{ name = "OPENAI_API_KEY", valueFrom = "arn" }]',
      '  }])',
      '  user_data = <<-EOT',
      '    export X=${var.key}',
      '  EOT',
      '  tags = { for k, v in local.tags : k => "x-${v}" }',
      '}',
    ].join('\n');
    expect(
      (await read('main.tf', text)).map((line) => line.replace('resource/aws_ecs_task_definition/t/', '')),
    ).toEqual([
      'locals/model: (computed) < @fast',
      'locals/model/0: gpt-4o-mini',
      'locals/model/1: gpt-4o',
      'variable container_definitions/0/0/0/environment/0/OPENAI_MODEL: gpt-4o',
      'variable container_definitions/0/0/0/secrets/0/OPENAI_API_KEY: (computed) < secret:arn',
      'user_data: (computed) < @key',
      'tags: (computed) < @tags',
      'tags/2/0: x-${v}',
    ]);
    expect(await references('main.tf', text)).toEqual(['@fast', 'secret:arn', '@key', '@tags']);
  });
});
