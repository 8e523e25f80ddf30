<?php

// Stands in for openai-php/client, with the names that the package documents: what is sent is what the app and the migration say.

namespace OpenAI {
    final class Factory
    {
        private string $key = '';
        private ?string $base = null;

        public function withApiKey(string $apiKey): self
        {
            $this->key = $apiKey;

            return $this;
        }

        public function withBaseUri(string $baseUri): self
        {
            $this->base = $baseUri;

            return $this;
        }

        public function make(): Client
        {
            $base = $this->base ?: 'api.openai.com/v1';

            return new Client($this->key, str_contains($base, '://') ? $base : "https://{$base}");
        }
    }

    final class Client
    {
        public function __construct(private string $key, private string $base)
        {
        }

        public function chat(): self
        {
            return $this;
        }

        public function create(array $parameters): object
        {
            $handle = curl_init("{$this->base}/chat/completions");
            curl_setopt_array($handle, [
                CURLOPT_RETURNTRANSFER => true,
                CURLOPT_HTTPHEADER => ['Content-Type: application/json', "Authorization: Bearer {$this->key}"],
                CURLOPT_POSTFIELDS => json_encode($parameters),
            ]);

            return json_decode(curl_exec($handle));
        }
    }
}

namespace {
    final class OpenAI
    {
        public static function client(string $apiKey): OpenAI\Client
        {
            return self::factory()->withApiKey($apiKey)->make();
        }

        public static function factory(): OpenAI\Factory
        {
            return new OpenAI\Factory();
        }
    }
}
