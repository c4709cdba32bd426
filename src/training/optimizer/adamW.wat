;; The optimiser's inner loops, over memory that the runtime reads and writes in place. Vectors of four floats; every
;; array starts at a multiple of 16 bytes and is padded with zeros to one. adamWKernel.ts holds this file, assembled.
(module
  (import "training" "memory" (memory 1))

  ;; Sum of the squares of $floats numbers at $at, in double precision. An addition waits for the one before it into
  ;; the same sum: four sums keep four of them on their way.
  (func (export "squaredLength") (param $at i32) (param $floats i32) (result f64)
    (local $end i32) (local $low v128) (local $high v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $floats) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $low (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $at))))
        (local.set $high (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $at))))
        (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $low) (local.get $low))))
        (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $high) (local.get $high))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $low (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $at))))
        (local.set $high (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $at))))
        (local.set $c (f64x2.add (local.get $c) (f64x2.mul (local.get $low) (local.get $low))))
        (local.set $d (f64x2.add (local.get $d) (f64x2.mul (local.get $high) (local.get $high))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (local.set $a (f64x2.add (f64x2.add (local.get $a) (local.get $b)) (f64x2.add (local.get $c) (local.get $d))))
    (f64.add (f64x2.extract_lane 0 (local.get $a)) (f64x2.extract_lane 1 (local.get $a))))

  ;; One step for $floats numbers: g = $factor·gradient; m = β1·m + (1−β1)·g; v = β2·v + (1−β2)·g²;
  ;; w = $keep·w − $rate·m/(√v + $small).
  (func (export "update")
    (param $weight i32) (param $first i32) (param $second i32) (param $gradient i32) (param $floats i32)
    (param $beta1 f32) (param $beta2 f32) (param $rate f32) (param $small f32) (param $keep f32) (param $factor f32)
    (local $end i32) (local $g v128) (local $m v128) (local $v v128)
    (local $b1 v128) (local $c1 v128) (local $b2 v128) (local $c2 v128)
    (local $r v128) (local $s v128) (local $k v128) (local $f v128)
    (local.set $b1 (f32x4.splat (local.get $beta1)))
    (local.set $c1 (f32x4.splat (f32.sub (f32.const 1) (local.get $beta1))))
    (local.set $b2 (f32x4.splat (local.get $beta2)))
    (local.set $c2 (f32x4.splat (f32.sub (f32.const 1) (local.get $beta2))))
    (local.set $r (f32x4.splat (local.get $rate)))
    (local.set $s (f32x4.splat (local.get $small)))
    (local.set $k (f32x4.splat (local.get $keep)))
    (local.set $f (f32x4.splat (local.get $factor)))
    (local.set $end (i32.add (local.get $weight) (i32.shl (local.get $floats) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $weight) (local.get $end)))
        (local.set $g (f32x4.mul (local.get $f) (v128.load (local.get $gradient))))
        (local.set $m (f32x4.add
          (f32x4.mul (local.get $b1) (v128.load (local.get $first)))
          (f32x4.mul (local.get $c1) (local.get $g))))
        (local.set $v (f32x4.add
          (f32x4.mul (local.get $b2) (v128.load (local.get $second)))
          (f32x4.mul (local.get $c2) (f32x4.mul (local.get $g) (local.get $g)))))
        (v128.store (local.get $first) (local.get $m))
        (v128.store (local.get $second) (local.get $v))
        (v128.store (local.get $weight) (f32x4.sub
          (f32x4.mul (local.get $k) (v128.load (local.get $weight)))
          (f32x4.div
            (f32x4.mul (local.get $r) (local.get $m))
            (f32x4.add (f32x4.sqrt (local.get $v)) (local.get $s)))))
        (local.set $weight (i32.add (local.get $weight) (i32.const 16)))
        (local.set $first (i32.add (local.get $first) (i32.const 16)))
        (local.set $second (i32.add (local.get $second) (i32.const 16)))
        (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
        (br $next))))

  ;; Sum of the squares of what the last update changed in $floats numbers, in double precision; to be asked right after
  ;; it. From w' = k·w − u with u = $rate·m/(√v + $small) and k = 1 − $decay follows w' − w = −(u + $decay·w')/k.
  (func (export "squaredChange")
    (param $weight i32) (param $first i32) (param $second i32) (param $floats i32)
    (param $rate f32) (param $small f32) (param $decay f32) (result f64)
    (local $end i32) (local $u v128) (local $low v128) (local $high v128) (local $a v128) (local $b v128)
    (local $r v128) (local $s v128) (local $d v128)
    (local.set $r (f32x4.splat (local.get $rate)))
    (local.set $s (f32x4.splat (local.get $small)))
    (local.set $d (f32x4.splat (local.get $decay)))
    (local.set $end (i32.add (local.get $weight) (i32.shl (local.get $floats) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $weight) (local.get $end)))
        (local.set $u (f32x4.add
          (f32x4.div
            (f32x4.mul (local.get $r) (v128.load (local.get $first)))
            (f32x4.add (f32x4.sqrt (v128.load (local.get $second))) (local.get $s)))
          (f32x4.mul (local.get $d) (v128.load (local.get $weight)))))
        (local.set $low (f64x2.promote_low_f32x4 (local.get $u)))
        (local.set $high (f64x2.promote_low_f32x4
          (i8x16.shuffle 8 9 10 11 12 13 14 15 0 0 0 0 0 0 0 0 (local.get $u) (local.get $u))))
        (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $low) (local.get $low))))
        (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $high) (local.get $high))))
        (local.set $weight (i32.add (local.get $weight) (i32.const 16)))
        (local.set $first (i32.add (local.get $first) (i32.const 16)))
        (local.set $second (i32.add (local.get $second) (i32.const 16)))
        (br $next)))
    (local.set $a (f64x2.add (local.get $a) (local.get $b)))
    (f64.div
      (f64.add (f64x2.extract_lane 0 (local.get $a)) (f64x2.extract_lane 1 (local.get $a)))
      (f64.mul
        (f64.sub (f64.const 1) (f64.promote_f32 (local.get $decay)))
        (f64.sub (f64.const 1) (f64.promote_f32 (local.get $decay)))))))
