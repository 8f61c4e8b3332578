<?php
// ruleid: case-insensitive
MD5($a);
// ruleid: case-insensitive
md5($a);
// ok: case-insensitive
sha1($a);
