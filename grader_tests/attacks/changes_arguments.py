"""Does to its arguments all that copying back could stumble over."""


def disguise(function):
    def changing(*args):
        answer = function(*args)
        for value in args:
            try:
                if isinstance(value, np.ndarray):
                    value.resize((7, 7), refcheck=False)
                    value.dtype = np.int8
                    value.shape = (-1,)
                    value.flags.writeable = False
                elif isinstance(value, list):
                    value.append(value)
                    value[0] = [value, args]
                    value.extend(range(100_000))
                elif isinstance(value, dict):
                    value["self"] = value
                    value[("a", 1.0)] = lambda: 0
                    value[float("nan")] = np.zeros(3)
            except Exception:
                continue
        return answer if function.__name__ == "plot_relu" else [answer, *args]

    return changing
