"""What is searched for: found often, seldom and never; Chinese, pinyin initials and digits of every length."""

from __future__ import annotations

SEARCHED = (
    *("消防", "通道", "龘靐"),
    *("灭火器", "配电箱", "消防设"),
    *("疏散通道", "安全出口", "消防灭火", "通道消防", "控制室值班人员无证", "消防通道堆放杂物"),
    *("xf", "aq", "zz", "qv"),
    *("xft", "mhq", "aqc", "vvv"),
    *("aqck", "xfsb", "mhqyl", "aqaqaq", "xfxfxf", "jjzzjj", "qvqv"),
    *("20", "2021", "0012", "99999", "20210020210", "2021-00999", "YJB-2021-2240"),
    *("消防 通道", "xf 2021", "安全出口 zz"),
)

TYPED = (
    *("消防控制室", "灭火器压力", "安全出口", "疏散通道", "龘靐"),
    *("xfkzs", "aqck", "mhqyl", "pdx", "zzjjzz", "qvqv"),
    *("2021-22", "yjb-2021-2240", "99999", "0012"),
    *("厂房 xf", "电箱 2020"),
)
