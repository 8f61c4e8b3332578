<?php
// ruleid: method-chain
$db->from('a')->where('b')->limit(1)->run();
// ruleid: method-chain
$db->from('a')->run();
// ok: method-chain
$db->into('a')->run();
