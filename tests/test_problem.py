from hidaka_dx.problem import Place, Problem, in_order


def test_the_one_shape_of_message() -> None:
    assert str(Problem(Place("content/plan.yaml", 3, 7), "誤りです。直してください。", "value")) == (
        "content/plan.yaml:3:7: 誤りです。直してください。 [value]"
    )


def test_problems_are_sorted_by_place_and_told_once() -> None:
    late, early = Problem(Place("b", 10), "x", "r"), Problem(Place("b", 9), "x", "r")
    first = Problem(Place("a", 99), "x", "r")
    assert in_order([late, early, first, late]) == (first, early, late)
