<?php
// ruleid: use-import
use Monolog\Logger;
// ok: use-import
use Monolog\Handler;
