<?php
// ruleid: qualified-function
\exec($a);
// ok: qualified-function
\other\run($a);
