/* Makes every flush to disk take SLOW_FDATASYNC_US microseconds more, so that a bench on a fast
 * virtual disk can show what a slower one does. Build and use:
 *
 *   cc -shared -fPIC -O2 -o slow_fdatasync.so slow_fdatasync.c -ldl
 *   SLOW_FDATASYNC_US=2000 LD_PRELOAD=$PWD/slow_fdatasync.so program
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_a_little(void) {
    static long microseconds = -1;
    if (microseconds < 0) {
        const char *text = getenv("SLOW_FDATASYNC_US");
        microseconds = text ? atol(text) : 0;
    }
    if (microseconds > 0) {
        struct timespec time = {microseconds / 1000000, (microseconds % 1000000) * 1000};
        nanosleep(&time, NULL);
    }
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    wait_a_little();
    return real(file);
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    wait_a_little();
    return real(file);
}
