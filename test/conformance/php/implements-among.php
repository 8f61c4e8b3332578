<?php
// ruleid: implements-among
class A implements Iterator, Countable { }
// ruleid: implements-among
class B extends A implements Countable { }
// ok: implements-among
class C implements Iterator { }
