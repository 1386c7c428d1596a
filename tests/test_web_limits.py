"""How often one visitor may do a thing."""

from scrutiny_rag.web.limits import RateLimit, too_often


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_one_too_many_waits_and_others_do_not():
    clock = Clock()
    limit = RateLimit(2, 60, clock)
    assert [limit.wait("a") for _ in range(2)] == [0, 0]
    clock.now += 15
    assert limit.wait("a") == 45 and limit.wait("b") == 0
    clock.now += 45
    assert limit.wait("a") == 0


def test_none_sets_no_limit():
    limit = RateLimit(0)
    assert not any(limit.wait("a") for _ in range(500))


def test_the_wait_is_said():
    assert too_often(0.2).endswith("again in 1 second.") and too_often(12).endswith("again in 12 seconds.")
