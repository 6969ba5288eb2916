import unittest

from berth import api


class Methods(unittest.TestCase):
    def test_no_method_of_the_api_was_left_untried(self):
        self.assertEqual(api.untried(), [])
