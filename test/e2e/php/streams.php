<?php

// PHP's own streams take no proxy from the environment, which is what leads requests to the loopback server: curl sends them here.

final class Streams
{
    public $context;
    private string $answer;
    private int $at = 0;

    public function stream_open(string $url): bool
    {
        $given = stream_context_get_options($this->context)['http'] ?? [];
        $handle = curl_init($url);
        curl_setopt_array($handle, [
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_CUSTOMREQUEST => $given['method'] ?? 'GET',
            CURLOPT_HTTPHEADER => array_filter(preg_split('/\r?\n/', $given['header'] ?? '')),
            CURLOPT_POSTFIELDS => $given['content'] ?? '',
        ]);
        $this->answer = curl_exec($handle) ?: '';

        return true;
    }

    public function stream_read(int $count): string
    {
        $part = substr($this->answer, $this->at, $count);
        $this->at += strlen($part);

        return $part;
    }

    public function stream_eof(): bool
    {
        return $this->at >= strlen($this->answer);
    }

    public function stream_stat(): array
    {
        return [];
    }
}

stream_wrapper_unregister('https');
stream_wrapper_register('https', Streams::class);
