<?php
// ruleid: named-argument
cookie(name: "a", secure: false);
// ok: named-argument
cookie(name: "a", secure: true);
