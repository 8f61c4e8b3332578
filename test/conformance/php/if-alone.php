<?php
// ruleid: if-alone
if (allowed($user)) { run(); } else { stop(); }
// ruleid: if-alone
if (allowed($user)) run();
// ok: if-alone
while (allowed($user)) { run(); }
