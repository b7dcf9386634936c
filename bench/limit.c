/*
 * The most that multiplications and additions of 128 bits can do on this machine at this moment: ten sums that
 * never leave registers, the best of three short runs. `limit float32` or `limit float64` prints GFLOP/s.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#if defined(__x86_64__)
#define REGISTER "+x"
#else
#define REGISTER "+w"
#endif

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

/* The empty assembly makes a new number of the factor, so that no product can be computed only once. */
#define LIMIT(name, number, count)                                              \
  static double name(void) {                                                    \
    typedef number vector __attribute__((vector_size(16)));                     \
    double best = 0;                                                            \
    for (int run = 0; run < 3; run++) {                                         \
      const long rounds = 500000;                                              \
      vector sums[10] = {{0}}, left = {1}, right = {2};                         \
      double start = seconds();                                                 \
      for (long round = 0; round < rounds; round++) {                           \
        _Pragma("GCC unroll 10") for (int i = 0; i < 10; i++) {                 \
          __asm__ volatile("" : REGISTER(left));                                \
          sums[i] += left * right;                                              \
        }                                                                       \
      }                                                                         \
      for (int i = 0; i < 10; i++) __asm__ volatile("" : REGISTER(sums[i]));    \
      double speed = rounds * 10.0 * 2 * count / (seconds() - start) / 1e9;     \
      if (best < speed) best = speed;                                           \
    }                                                                           \
    return best;                                                                \
  }

LIMIT(limit32, float, 4)
LIMIT(limit64, double, 2)

int main(int count, char **arguments) {
  int isWide = count == 2 && strcmp(arguments[1], "float64") == 0;
  printf("%f\n", isWide ? limit64() : limit32());
  return 0;
}
