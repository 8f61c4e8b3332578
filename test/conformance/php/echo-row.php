<?php
// ruleid: echo-row
echo 'a', secret(1), 'b', 'c';
// ruleid: echo-row
echo secret(2);
// ok: echo-row
echo 'a', 'b', open(3);
