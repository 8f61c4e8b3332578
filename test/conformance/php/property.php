<?php
class A {
  function f() {
    // ruleid: property
    echo $this->password;
    // ok: property
    echo $this->name;
  }
}
