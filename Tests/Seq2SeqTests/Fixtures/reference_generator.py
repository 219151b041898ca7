"""Prints the numbers that SeededGeneratorTests expects, from the papers' definitions.

Plain Python 3, no packages. xoshiro256** is Blackman and Vigna 2021, the bounded numbers Lemire
2019, the shuffle Fisher and Yates.
"""

WORD = (1 << 64) - 1


def mix(word):
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & WORD
    return word ^ (word >> 31)


def rotate(word, count):
    return ((word << count) | (word >> (64 - count))) & WORD


class Generator:
    def __init__(self, seed, stream=0):
        state = mix(seed) ^ mix((stream + 0x5DEECE66D1CE4E5B) & WORD)
        self.s = [mix((state + (i + 1) * 0x9E3779B97F4A7C15) & WORD) for i in range(4)]

    def next(self):
        s = self.s
        result = (rotate((s[1] * 5) & WORD, 7) * 9) & WORD
        t = (s[1] << 17) & WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return result

    def below(self, bound):
        while True:
            product = self.next() * bound
            if product & WORD >= (1 << 64) % bound:
                return product >> 64

    def shuffled(self, elements):
        elements = list(elements)
        for last in range(len(elements) - 1, 0, -1):
            other = self.below(last + 1)
            elements[last], elements[other] = elements[other], elements[last]
        return elements


if __name__ == "__main__":
    generator = Generator(1)
    print(*(hex(generator.next()) for _ in range(3)), sep=", ")
    stream = Generator(1, 2)
    print(*(hex(stream.next()) for _ in range(3)), sep=", ")
    print(*stream.shuffled(range(10)), sep=", ")
