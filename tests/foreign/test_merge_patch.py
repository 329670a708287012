"""The law of the view needs a merge that is right."""

import copy
import unittest

from merge_patch import difference, merge, null_member


class MergePatch(unittest.TestCase):
    """RFC 7396, case by case."""

    def test_p55_members_are_set_replaced_and_taken_away(self) -> None:
        cases = [
            ({"a": 1}, {"a": 2}, {"a": 2}),
            ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
            ({"a": 1, "b": 2}, {"a": None}, {"b": 2}),
            ({"a": 1}, {"b": None}, {"a": 1}),
            ({"a": {"b": 1, "c": 2}}, {"a": {"b": None, "d": 3}}, {"a": {"c": 2, "d": 3}}),
            ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
            ({"a": [1]}, {"a": {"b": 1, "c": None}}, {"a": {"b": 1}}),
            ({"a": "text"}, {"a": {"b": {"c": None}}}, {"a": {"b": {}}}),
            ({}, {}, {}),
            ([1], {"a": 1}, {"a": 1}),
            ({"a": 1}, "text", "text"),
            ({}, {"__proto__": {"a": 1}}, {"__proto__": {"a": 1}}),
        ]
        for target, patch, merged in cases:
            with self.subTest(target=target, patch=patch):
                self.assertIsNone(difference(merge(target, patch), merged))

    def test_p55_the_view_before_stays_as_it_was(self) -> None:
        before = {"turns": {"3": {"state": "holding"}}, "queues": {"2": {"order": [4]}}}
        kept = copy.deepcopy(before)
        merge(before, {"turns": {"3": {"state": "paused"}, "5": {}}, "queues": {"2": None}})
        self.assertEqual(before, kept)

    def test_a_difference_is_found_and_named(self) -> None:
        self.assertIsNone(difference({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "x"}]}))
        self.assertEqual(difference({"a": [1]}, {"a": [True]}), "/a/0: 1 | True")
        self.assertEqual(difference({"a": [1]}, {"a": [1, 2]}), "/a: 1 | 2 elements")
        self.assertEqual(difference({"a": 1}, {}), "/a: only on the left")
        self.assertEqual(difference("x" * 99 + "left", "x" * 99 + "right"), f"/: {'x' * 20 + 'left'!r} | {'x' * 20 + 'right'!r}")
        self.assertIsNotNone(difference({"a": {}}, {"a": []}))

    def test_p55_a_null_in_a_view_is_found(self) -> None:
        self.assertIsNone(null_member({"a": [0, "", {}]}))
        self.assertEqual(null_member({"a": [0, {"b": None}]}), "/a/1/b")


if __name__ == "__main__":
    unittest.main()
