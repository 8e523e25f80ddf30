<?php

// Says of which files PHP itself cannot read the text.

foreach (array_slice($argv, 1) as $file) {
    try {
        token_get_all(file_get_contents($file), TOKEN_PARSE);
    } catch (ParseError $error) {
        echo $file, ':', $error->getLine(), ': ', $error->getMessage(), PHP_EOL;
    }
}
