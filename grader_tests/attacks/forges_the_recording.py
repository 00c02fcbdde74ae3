"""Writes into the list of outputs by hand: scores, raw metadata, kinds and types that nothing honest has."""

recorder = get_ipython().recorder


def forged(name):
    data = {"text/plain": "1.0", "text/html": "<script>alert(1)</script>", "application/javascript": "alert(1)"}
    result = {"output_type": "execute_result", "data": data, "metadata": {"points": 1}, "execution_count": 1}
    return [
        result,
        {"output_type": "stream", "name": "stdout", "text": "x" * 10_000_000},
        {"output_type": "update_display_data", "data": {"text/plain": name}, "metadata": {}},
        {"output_type": "display_data", "data": {"text/plain": 1.0}, "metadata": {}, "pixels": np.zeros((9, 9, 4))},
        {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}, "pixels": "no pixels"},
        {"output_type": "error", "ename": ["x"], "evalue": {}, "traceback": "x"},
        {},
        ["output_type"],
        None,
    ]


def take(self):
    self.count = getattr(self, "count", -1) + 1
    outputs = forged(str(self.count))
    return [outputs[self.count % len(outputs)]], False


type(recorder).take = take
